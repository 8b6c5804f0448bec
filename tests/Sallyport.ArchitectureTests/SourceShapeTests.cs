using System.Text.RegularExpressions;
using Sallyport.ArchitectureTests.Sources;
using Xunit;

namespace Sallyport.ArchitectureTests;

/// <summary>R12 of <c>docs/architecture.md</c> as far as the text of the files shows it: small files, one type each, where one looks for it.</summary>
public sealed partial class SourceShapeTests
{
    private const int MaxLines = 400;
    private const int MaxMedianLines = 60;
    private const int MaxNinetiethPercentileLines = 170;

    private static readonly IReadOnlyList<CSharpFile> Product = CSharpFile.ReadAll("src");
    private static readonly IReadOnlyList<CSharpFile> All = [.. Product, .. CSharpFile.ReadAll("tests")];

    [Fact]
    public void No_file_is_longer_than_four_hundred_lines()
    {
        AssertNone(All.Where(file => file.LineCount > MaxLines).Select(file => $"{file.Path}: {file.LineCount} lines"));
    }

    [Fact]
    public void The_median_product_file_is_at_most_sixty_lines_long()
    {
        Assert.InRange(LineCountAt(0.5), 1, MaxMedianLines);
    }

    [Fact]
    public void Nine_of_ten_product_files_are_at_most_170_lines_long()
    {
        Assert.InRange(LineCountAt(0.9), 1, MaxNinetiethPercentileLines);
    }

    [Fact]
    public void A_file_holds_one_top_level_type_and_is_named_after_it()
    {
        AssertNone(All.Where(file => !IsProgram(file))
            .Where(file => !file.IsNamedAfterItsType)
            .Select(file => $"{file.Path}: {(file.TopLevelTypes.Count == 0 ? "no type" : string.Join(", ", file.TopLevelTypes))}"));
    }

    [Fact]
    public void A_namespace_is_the_path_of_its_folder()
    {
        AssertNone(All.Where(file => !IsProgram(file))
            .Where(file => file.Namespace != file.FolderNamespace)
            .Select(file => $"{file.Path}: {file.Namespace ?? "no namespace"}, expected {file.FolderNamespace}"));
    }

    [Fact]
    public void Nullable_checks_are_switched_off_nowhere()
    {
        AssertNone(LinesMatching(All, NullableSwitch()));
    }

    [Fact]
    public void Code_is_not_folded_into_regions()
    {
        AssertNone(LinesMatching(All, Region()));
    }

    [Fact]
    public void Work_left_over_names_its_issue()
    {
        var texts = Repository.Files(string.Empty, ".cs", ".ts", ".vue", ".mjs", ".sh", ".sql", ".yaml", ".yml");
        AssertNone(texts.SelectMany(path => LinesMatching([CSharpFile.Read(path)], UnnumberedWork())));
    }

    // Rules and fixtures quote attacks, and attacks name home folders; everything else has no business with one machine's folders.
    [Fact]
    public void No_file_names_a_folder_of_the_machine_it_was_written_on()
    {
        var texts = Repository.Files(string.Empty, ".cs", ".ts", ".vue", ".mjs", ".sh", ".sql", ".md", ".csv", ".csproj", ".props", ".yaml", ".yml", ".json")
            .Where(path => !path.StartsWith("rules/", StringComparison.Ordinal) && !path.StartsWith("tests/", StringComparison.Ordinal));
        AssertNone(texts.SelectMany(path => LinesMatching([CSharpFile.Read(path)], MachinePath())));
    }

    [Fact]
    public void No_file_names_the_folder_of_this_checkout()
    {
        var texts = Repository.Files(string.Empty, ".cs", ".ts", ".vue", ".mjs", ".sh", ".md", ".csproj", ".props", ".json");
        AssertNone(texts.Where(path => Repository.Read(path).Contains(Repository.Root + "/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("public sealed class One;\n\npublic sealed class Two;\n", "One,Two")]
    [InlineData("public sealed record Slot<T>(int Index);\n", "Slot<T>")]
    [InlineData("internal readonly ref struct Window\n{\n    private struct Inner;\n}\n", "Window")]
    [InlineData("public delegate Task<int> Reader(int value);\nfile enum Kind { A }\n", "Reader,Kind")]
    [InlineData("/// class Commented\nstatic partial class Log\n", "Log")]
    public void The_reader_finds_the_top_level_types_of_a_file(string text, string expected)
    {
        Assert.Equal(expected, string.Join(',', new CSharpFile("src/Sallyport.X/File.cs", text).TopLevelTypes));
    }

    [Theory]
    [InlineData("Slot", "public sealed class Slot;", true)]
    [InlineData("Slot", "public sealed class Slot<T>;", true)]
    [InlineData("SlotOfT", "public sealed class Slot<T>;", true)]
    [InlineData("PairOfTKeyTValue", "public sealed class Pair<TKey, TValue>;", true)]
    [InlineData("Slots", "public sealed class Slot;", false)]
    [InlineData("Slot", "public sealed class Slot;\npublic sealed class Other;", false)]
    [InlineData("Slot", "using System;", false)]
    public void The_reader_tells_a_file_that_is_named_after_its_one_type(string name, string text, bool isNamedSo)
    {
        Assert.Equal(isNamedSo, new CSharpFile($"src/Sallyport.X/{name}.cs", text).IsNamedAfterItsType);
    }

    [Theory]
    [InlineData("// \u0054ODO later", true)]
    [InlineData("/* \u0046IXME */", true)]
    [InlineData("// TODO #12: later", false)]
    [InlineData("var todo = 1;", false)]
    public void The_reader_tells_numbered_work_from_forgotten_work(string line, bool isForgotten)
    {
        Assert.Equal(isForgotten, UnnumberedWork().IsMatch(line));
    }

    // Program.cs is a list of statements: the compiler gives it its type.
    private static bool IsProgram(CSharpFile file) => file.Path.EndsWith("/Program.cs", StringComparison.Ordinal);

    private static int LineCountAt(double quantile)
    {
        var counts = Product.Select(file => file.LineCount).Order().ToList();
        return counts[(int)(quantile * (counts.Count - 1))];
    }

    private static IEnumerable<string> LinesMatching(IEnumerable<CSharpFile> files, Regex pattern) =>
        files.SelectMany(file => file.Lines.Index()
            .Where(line => pattern.IsMatch(line.Item))
            .Select(line => $"{file.Path}:{line.Index + 1}: {line.Item.Trim()}"));

    private static void AssertNone(IEnumerable<string> offences)
    {
        var found = offences.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [GeneratedRegex(@"^\s*#nullable\s+disable")]
    private static partial Regex NullableSwitch();

    [GeneratedRegex(@"^\s*#region")]
    private static partial Regex Region();

    [GeneratedRegex(@"(//|/\*|#|--|<!--)\s*(TODO|FIXME|HACK)\b(?!.*#\d+)")]
    private static partial Regex UnnumberedWork();

    [GeneratedRegex(@"(?<![\w.~}/-])/(home|Users|work|workspace|builds)/\w+/|[A-Z]:\\Users\\")]
    private static partial Regex MachinePath();
}
