using System.Globalization;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Benchmarks;

/// <summary>An engine and the policy that a benchmark scans under.</summary>
/// <param name="Engine">The engine, warm.</param>
/// <param name="Policy">The policy.</param>
internal sealed record Detectors(DetectionEngine Engine, CompiledPolicy Policy)
{
    private static readonly string[] Syllables = ["bra", "kel", "mun", "tor", "vis", "zan", "dru", "fil", "gos", "hem"];

    /// <summary>All rules of the product under the standard policy for model traffic, as a new proxy gets them.</summary>
    public static Detectors Shipped() => Of(RuleLibrary.LoadBuiltIn(), "llm-standard-security");

    /// <summary>Every rule of a library of this size blocks. Up to the number of shipped rules they are an even choice of those;
    /// beyond it come rules of the same build whose words are made up.</summary>
    public static Detectors WithRules(int count)
    {
        var assembly = typeof(RuleLibrary).Assembly;
        var shipped = assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
            .Where(name => name.EndsWith(".json", StringComparison.Ordinal) && !name.StartsWith("packs", StringComparison.Ordinal) && !name.StartsWith("tests", StringComparison.Ordinal))
            .ToList();
        var chosen = Enumerable.Range(0, Math.Min(count, shipped.Count)).Select(index => shipped[(int)((long)index * shipped.Count / Math.Min(count, shipped.Count))]);
        var sources = chosen.Select(name => new RuleSource(name.Replace('\\', '/'), ReadAll(assembly.GetManifestResourceStream(name)!))) // The assembly named it.
            .Concat(Enumerable.Range(0, Math.Max(0, count - shipped.Count)).Select(MadeUp))
            .Append(new RuleSource("packs/all.json", """{"name":"all","description":"Every rule","kind":"llm","actions":{"*":"block"}}"""));
        var library = RuleLibrary.Load(sources, existing: null, out var faults) ?? throw new InvalidOperationException(string.Join("; ", faults));
        return library.Rules.Count == count ? Of(library, "all") : throw new InvalidOperationException($"{library.Rules.Count} rules instead of {count}.");
    }

    private static Detectors Of(RuleLibrary library, string pack)
    {
        var engine = DetectionEngine.Create(library);
        var policy = engine.Compile([library.Packs.Single(candidate => candidate.Name == pack)]);
        engine.Warm(CancellationToken.None);
        return new(engine, policy);
    }

    private static RuleSource MadeUp(int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"made-up-{number}");
        return new($"sqli/{id}.json", $$"""
            {"id":"{{id}}","name":"Made up","category":"sqli","severity":"low","score":0.5,"directions":["input"],"description":"Scales the library.","tags":["owasp-llm-2026:LLM01"],"version":1,
             "patterns":[{"pattern":"\\b(?:{{Word(number)}}|{{Word(number + 331)}})s?\\s+(?:the|this|any)\\s+{{Word(number + 662)}}\\b"}]}
            """);
    }

    private static string Word(int number) =>
        Syllables[number % 10] + Syllables[number / 10 % 10] + Syllables[number / 100 % 10] + Syllables[(number * 7) % 10];

    private static string ReadAll(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
