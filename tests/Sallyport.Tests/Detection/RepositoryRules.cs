using System.Text.Json;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Tests.Detection;

/// <summary>The shipped rules, their cases, and one engine for all tests.</summary>
internal static class RepositoryRules
{
    public static RuleLibrary Library { get; } = RuleLibrary.LoadBuiltIn();

    public static DetectionEngine Engine { get; } = DetectionEngine.Create(Library);

    public static CompiledPolicy Everything { get; } = Engine.Compile([Library.Packs.Single(pack => pack.Name == "llm-monitoring-only")]);

    public static CompiledPolicy Standard { get; } = Engine.Compile([Library.Packs.Single(pack => pack.Name == "llm-standard-security")]);

    public static string Folder { get; } = FindFolder();

    public static IEnumerable<string> Cases(string ruleId, string kind)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "tests", ruleId + ".json")));
        return [.. document.RootElement.GetProperty(kind).EnumerateArray().Select(text => text.GetString() ?? "")];
    }

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sallyport.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests must run inside the repository."), "rules");
    }
}
