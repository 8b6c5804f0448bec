using System.Text.RegularExpressions;

namespace Sallyport.ArchitectureTests.Sources;

/// <summary>
/// What can be said of a C# file from its lines alone. Namespaces are file-scoped here (an analyzer sees to it), so a top-level
/// type is one that is declared at the start of a line.
/// </summary>
internal sealed partial class CSharpFile(string path, string text)
{
    private readonly string[] _lines = text.TrimEnd('\n').Split('\n');

    /// <summary>Path from the repository's root.</summary>
    public string Path { get; } = path;

    /// <summary>Number of lines.</summary>
    public int LineCount => _lines.Length;

    /// <summary>The lines.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The file-scoped namespace, or null in a file that has none.</summary>
    public string? Namespace => _lines.Select(line => NamespaceLine().Match(line)).FirstOrDefault(match => match.Success)?.Groups["name"].Value;

    /// <summary>The namespace that the folder asks for. Projects lie two folders below the root and are named as their root namespace.</summary>
    public string FolderNamespace => string.Join('.', Path.Split('/')[1..^1]);

    /// <summary>The top-level types as declared: <c>Slot</c>, or <c>Slot&lt;T&gt;</c>.</summary>
    public IReadOnlyList<string> TopLevelTypes =>
        [.. _lines.Select(line => TypeLine().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value)];

    /// <summary>
    /// Whether the file is named after its one type. <c>Slot&lt;T&gt;</c> may stand in <c>SlotOfT.cs</c>, since a <c>Slot</c> may stand beside it.
    /// </summary>
    public bool IsNamedAfterItsType => TopLevelTypes is [var type]
        && System.IO.Path.GetFileNameWithoutExtension(Path) is var name
        && (name == type.Split('<')[0] || name == TypeParameters().Replace(type, match => $"Of{match.Groups[1].Value.Replace(", ", string.Empty, StringComparison.Ordinal)}"));

    /// <summary>Reads a file of the checkout.</summary>
    public static CSharpFile Read(string path) => new(path, Repository.Read(path));

    /// <summary>Reads all C# files below a folder.</summary>
    public static IReadOnlyList<CSharpFile> ReadAll(string folder) => [.. Repository.Files(folder, ".cs").Select(Read)];

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)\s*;")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|static|abstract|partial|readonly|ref|unsafe)\s+)*(?:class|record\s+class|record\s+struct|record|struct|interface|enum|delegate\s+[\w<>?.,\[\]]+)\s+(?<name>\w+(?:<[^>]+>)?)")]
    private static partial Regex TypeLine();

    [GeneratedRegex("<(.+)>")]
    private static partial Regex TypeParameters();
}
