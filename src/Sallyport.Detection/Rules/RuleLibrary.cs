using System.Text.Json;
using Sallyport.Detection.Classification;

namespace Sallyport.Detection.Rules;

/// <summary>An immutable set of rules and policy packs.</summary>
public sealed class RuleLibrary
{
    private const string PackFolder = "packs/";
    private const string TestFolder = "tests/";

    private RuleLibrary(IReadOnlyList<DetectionRule> rules, IReadOnlyList<PolicyPack> packs)
    {
        Rules = rules;
        Packs = packs;
    }

    /// <summary>The rules, by id.</summary>
    public IReadOnlyList<DetectionRule> Rules { get; }

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

    /// <summary>Loads named JSON texts; a name that starts with <c>packs/</c> is a pack, any other a rule.</summary>
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
        foreach (var source in sources.Where(source => !source.Name.StartsWith(TestFolder, StringComparison.Ordinal)))
        {
            Read(source, checksPatterns, rules, packs, found);
        }

        CheckPacks(rules, packs, found);
        faults = found;
        return found.Count > 0
            ? null
            : new RuleLibrary(
                [.. rules.Values.OrderBy(rule => rule.Id, StringComparer.Ordinal)],
                [.. packs.Values.OrderBy(pack => pack.Name, StringComparer.Ordinal)]);
    }

    private static void Read(
        RuleSource source, bool checksPatterns, Dictionary<string, DetectionRule> rules, Dictionary<string, PolicyPack> packs, List<RuleFault> faults)
    {
        try
        {
            using var document = JsonDocument.Parse(source.Json);
            if (source.Name.StartsWith(PackFolder, StringComparison.Ordinal))
            {
                if (PackReader.Read(document.RootElement, source.Name, faults) is { } pack && !packs.TryAdd(pack.Name, pack))
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

    private static void CheckPacks(Dictionary<string, DetectionRule> rules, Dictionary<string, PolicyPack> packs, List<RuleFault> faults)
    {
        foreach (var pack in packs.Values)
        {
            var keys = pack.Actions.Keys.Concat(pack.DirectionActions.Values.SelectMany(actions => actions.Keys));
            foreach (var key in keys.Distinct(StringComparer.Ordinal))
            {
                if (key != "*" && !key.StartsWith("pii-", StringComparison.Ordinal) && !ThreatCategories.Contains(key) && !ClassifierFamily.IsRule(key) && !rules.ContainsKey(key))
                {
                    faults.Add(new RuleFault(PackFolder + pack.Name, $"'{key}' is neither a rule nor a category"));
                }
            }
        }
    }
}
