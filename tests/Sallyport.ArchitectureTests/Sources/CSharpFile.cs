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

    /// <summary>Names of the top-level types as a file should be called after them: <c>Slot</c>, or <c>SlotOfT</c> for <c>Slot&lt;T&gt;</c>.</summary>
    public IReadOnlyList<string> TopLevelTypes =>
        [.. _lines.Select(line => TypeLine().Match(line)).Where(match => match.Success).Select(FileNameOf)];

    /// <summary>Reads a file of the checkout.</summary>
    public static CSharpFile Read(string path) => new(path, Repository.Read(path));

    /// <summary>Reads all C# files below a folder.</summary>
    public static IReadOnlyList<CSharpFile> ReadAll(string folder) => [.. Repository.Files(folder, ".cs").Select(Read)];

    private static string FileNameOf(Match match)
    {
        var name = match.Groups["name"].Value;
        var parameters = match.Groups["parameters"];
        return parameters.Success ? $"{name}Of{string.Concat(parameters.Value.Split(',').Select(parameter => parameter.Trim()))}" : name;
    }

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)\s*;")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|static|abstract|partial|readonly|ref|unsafe)\s+)*(?:class|record\s+class|record\s+struct|record|struct|interface|enum|delegate\s+[\w<>?.,\[\]]+)\s+(?<name>\w+)(?:<(?<parameters>[^>]+)>)?")]
    private static partial Regex TypeLine();
}
