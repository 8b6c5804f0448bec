using System.Text.Json;
using Sallyport.Detection.Classification;
using Sallyport.Detection.Yara;

namespace Sallyport.Detection.Rules;

/// <summary>An immutable set of rules and policy packs.</summary>
public sealed class RuleLibrary
{
    private const string PackFolder = "packs/";
    private const string TestFolder = "tests/";

    private readonly IReadOnlyList<RuleSource> _yaraSources;

    private RuleLibrary(IReadOnlyList<DetectionRule> rules, IReadOnlyList<PolicyPack> packs, YaraPart yara)
    {
        Rules = rules;
        Packs = packs;
        _yaraSources = yara.Sources;
        Yara = yara.Rules;
        YaraRules = yara.Detections;
    }

    /// <summary>The rules, by id.</summary>
    public IReadOnlyList<DetectionRule> Rules { get; }

    /// <summary>The YARA rules that may be found, in order of loading; private ones are left out.</summary>
    public IReadOnlyList<YaraDetection> YaraRules { get; }

    /// <summary>The compiled YARA rules.</summary>
    public YaraRuleSet Yara { get; }

    /// <summary>The policy packs, by name.</summary>
    public IReadOnlyList<PolicyPack> Packs { get; }

    /// <summary>Loads the rules and packs shipped inside the assembly.</summary>
    /// <exception cref="InvalidOperationException">A shipped file is faulty, which the tests keep from happening.</exception>
    public static RuleLibrary LoadBuiltIn()
    {
        var assembly = typeof(RuleLibrary).Assembly;
        List<RuleSource> sources = [];
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"Resource {name} is listed but cannot be opened.");
            using var reader = new StreamReader(stream);
            sources.Add(new RuleSource(name.Replace('\\', '/'), reader.ReadToEnd()));
        }

        return Load(sources, existing: null, checksPatterns: false, out var faults)
            ?? throw new InvalidOperationException("Built-in rules are faulty: " + string.Join("; ", faults));
    }

    /// <summary>Loads a folder laid out as <c>&lt;category&gt;/&lt;id&gt;.json</c>, <c>packs/&lt;name&gt;.json</c> and YARA files
    /// (<c>.yar</c>, <c>.yara</c>) anywhere; <c>tests/</c> is left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="existing">Rules and packs to add to; null starts empty.</param>
    /// <param name="faults">Every fault found.</param>
    /// <returns>Null when there is a fault.</returns>
    public static RuleLibrary? LoadFolder(string folder, RuleLibrary? existing, out IReadOnlyList<RuleFault> faults)
    {
        if (!Directory.Exists(folder))
        {
            faults = [new RuleFault(folder, "the folder does not exist")];
            return null;
        }

        var sources = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path).ToLowerInvariant() is ".json" or ".yar" or ".yara")
            .Order(StringComparer.Ordinal)
            .Select(path => new RuleSource(Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path)));
        return Load(sources, existing, out faults);
    }

    /// <summary>Loads named texts; a name that ends in <c>.yar</c> holds YARA rules, one that starts with <c>packs/</c> is a pack, any other a rule.</summary>
    /// <param name="sources">The texts.</param>
    /// <param name="existing">Rules and packs to add to; null starts empty.</param>
    /// <param name="faults">Every fault found.</param>
    /// <returns>Null when there is a fault.</returns>
    public static RuleLibrary? Load(IEnumerable<RuleSource> sources, RuleLibrary? existing, out IReadOnlyList<RuleFault> faults) =>
        Load(sources, existing, checksPatterns: true, out faults);

    private static RuleLibrary? Load(IEnumerable<RuleSource> sources, RuleLibrary? existing, bool checksPatterns, out IReadOnlyList<RuleFault> faults)
    {
        List<RuleFault> found = [];
        var rules = (existing?.Rules ?? []).ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        var packs = (existing?.Packs ?? []).ToDictionary(pack => pack.Name, StringComparer.Ordinal);
        List<RuleSource> yaraSources = [];
        foreach (var source in sources.Where(source => !source.Name.StartsWith(TestFolder, StringComparison.Ordinal)))
        {
            if (source.IsYara)
            {
                yaraSources.Add(source);
            }
            else
            {
                Read(source, checksPatterns, rules, packs, existing?.Packs ?? [], found);
            }
        }

        var yara = existing is not null && yaraSources.Count == 0
            ? new YaraPart(existing._yaraSources, existing.Yara, existing.YaraRules)
            : YaraPart.Compile([.. existing?._yaraSources ?? [], .. yaraSources], found);
        CheckPacks([.. rules.Keys, .. yara.Detections.Select(detection => detection.Id)], packs, found);
        faults = found;
        return found.Count > 0
            ? null
            : new RuleLibrary(
                [.. rules.Values.OrderBy(rule => rule.Id, StringComparer.Ordinal)],
                [.. packs.Values.OrderBy(pack => pack.Name, StringComparer.Ordinal)],
                yara);
    }

    private static void Read(
        RuleSource source,
        bool checksPatterns,
        Dictionary<string, DetectionRule> rules,
        Dictionary<string, PolicyPack> packs,
        IReadOnlyList<PolicyPack> extended,
        List<RuleFault> faults)
    {
        try
        {
            using var document = JsonDocument.Parse(source.Text);
            if (source.Name.StartsWith(PackFolder, StringComparison.Ordinal))
            {
                if (PackReader.Read(document.RootElement, source.Name, extended, faults) is { } pack && !packs.TryAdd(pack.Name, pack))
                {
                    faults.Add(new RuleFault(source.Name, $"pack '{pack.Name}' exists already"));
                }
            }
            else if (RuleReader.Read(document.RootElement, source.Name, checksPatterns, faults) is { } rule && !rules.TryAdd(rule.Id, rule))
            {
                faults.Add(new RuleFault(source.Name, $"rule '{rule.Id}' exists already"));
            }
        }
        catch (JsonException exception)
        {
            faults.Add(new RuleFault(source.Name, $"is not JSON: {exception.Message}"));
        }
    }

    private static void CheckPacks(HashSet<string> rules, Dictionary<string, PolicyPack> packs, List<RuleFault> faults)
    {
        foreach (var pack in packs.Values)
        {
            var own = pack.Rules.Select(rule => rule.Id).Concat(pack.YaraRules.Select(rule => rule.Id)).ToHashSet(StringComparer.Ordinal);
            foreach (var taken in pack.Rules.Select(rule => rule.Id[(pack.Name.Length + 1)..]).Where(rules.Contains))
            {
                faults.Add(new RuleFault(PackFolder + pack.Name, $"rule '{taken}' has the id of a built-in rule; give it another one"));
            }

            var keys = pack.Actions.Keys.Concat(pack.DirectionActions.Values.SelectMany(actions => actions.Keys));
            foreach (var key in keys.Distinct(StringComparer.Ordinal))
            {
                if (key != "*" && !key.StartsWith("pii-", StringComparison.Ordinal) && !ThreatCategories.Contains(key) && !ClassifierFamily.IsRule(key) && !rules.Contains(key) && !own.Contains(key))
                {
                    faults.Add(new RuleFault(PackFolder + pack.Name, $"'{key}' is neither a rule nor a category"));
                }
            }
        }
    }
}
