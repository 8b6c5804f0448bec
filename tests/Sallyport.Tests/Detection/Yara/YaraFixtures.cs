using System.Text;
using System.Text.Json;

namespace Sallyport.Tests.Detection.Yara;

/// <summary>Rule files of the repository and texts to scan.</summary>
internal static class YaraFixtures
{
    private static readonly string Root = Path.GetDirectoryName(RepositoryRules.Folder) ?? "";

    /// <summary>Folder of the hand-made rules and the seeds.</summary>
    public static string Folder { get; } = Path.Combine(Root, "tests", "fixtures", "yara");

    /// <summary>Folder of the sample rules.</summary>
    public static string Samples { get; } = Path.Combine(Root, "samples", "yara");

    /// <summary>The sample rule files.</summary>
    public static IReadOnlyList<string> SampleFiles { get; } = [.. Directory.EnumerateFiles(Samples, "*.yar", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Names of the sample rules that have cases.</summary>
    public static IReadOnlyList<string> SampleRules { get; } = [.. Directory.EnumerateFiles(Path.Combine(Samples, "tests")).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>Texts in which the hand-made rules match.</summary>
    public static IReadOnlyList<byte[]> Texts { get; } =
    [
        [],
        Encoding.UTF8.GetBytes("ignore all cats and dogs: the cat sat, the dog at the end"),
        Encoding.UTF8.GetBytes("ignore ALL that; cat dog bar bird\ncatfish and dog and cat, cot x\nend"),
        [.. "secret s"u8, .. Encoding.Unicode.GetBytes("secret"), .. "a\"b\\c\td! a1b c2c"u8],
        [.. "xx"u8, .. Array.ConvertAll("password"u8.ToArray(), value => (byte)(value ^ 5)), .. Array.ConvertAll("password"u8.ToArray(), value => (byte)(value ^ 0x80))],
        Encoding.ASCII.GetBytes("cm0gLXJmIC8= " + Convert.ToBase64String("xrm -rf /y"u8) + " " + Convert.ToBase64String("xxrm -rf /yy"u8)),
        Encoding.Unicode.GetBytes(Convert.ToBase64String("do rm -rf / now"u8)),
        Encoding.ASCII.GetBytes("ign" + new string('-', 300) + "dog cat concat dog1 dog end"),
    ];

    /// <summary>Cases of a sample rule.</summary>
    public static IReadOnlyList<string> Cases(string rule, string kind)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Samples, "tests", rule + ".json")));
        return [.. document.RootElement.GetProperty(kind).EnumerateArray().Select(text => text.GetString() ?? "")];
    }
}
