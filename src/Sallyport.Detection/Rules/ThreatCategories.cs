using System.Collections.Frozen;

namespace Sallyport.Detection.Rules;

/// <summary>The closed list of finding categories, as in the public contract.</summary>
public static class ThreatCategories
{
    /// <summary>Personal data, found by recognisers.</summary>
    public const string Pii = "pii";

    /// <summary>Keys, passwords and other secrets.</summary>
    public const string Secret = "secret";

    private static readonly string[] Names =
    [
        "prompt_injection", "jailbreak", "indirect_injection", "tool_poisoning", "encoded", "exfiltration",
        "system_prompt_leak", "sqli", "xss", "cmd_injection", "path_traversal", "ssrf", "code_injection",
        "template_injection", Secret, Pii, "toxicity",
    ];

    private static readonly FrozenDictionary<string, int> Indexes =
        Names.Select((name, index) => KeyValuePair.Create(name, index)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All categories.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>Whether the category is known.</summary>
    public static bool Contains(string category) => Indexes.ContainsKey(category);

    /// <summary>Whether the category tells of an attack; data categories tell of something worth protecting.</summary>
    public static bool IsThreat(string category) => category is not (Pii or Secret);

    internal static int IndexOf(string category) => Indexes[category];
}
