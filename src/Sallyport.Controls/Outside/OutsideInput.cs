using System.ComponentModel.DataAnnotations;

namespace Sallyport.Controls.Outside;

/// <summary>An outside detector as operators send it.</summary>
public sealed record OutsideInput
{
    internal const int MaxText = 500;
    internal const int MaxInstructions = 4000;
    internal const int LeastTimeoutMs = 100;
    internal const int MostTimeoutMs = 60_000;
    internal const int LeastCharacters = 500;
    internal const int MostCharacters = 200_000;
    internal const int MostConcurrent = 256;

    /// <summary>The name by which policies ask it: lower-case letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, 1 to 63 characters, first a letter or digit. Cannot be changed.</summary>
    [StringLength(63, MinimumLength = 1)]
    public string? Name { get; init; }

    /// <summary>How it is spoken to.</summary>
    public OutsideKind? Kind { get; init; }

    /// <summary>Of a judge the API's base address, such as <c>https://api.openai.com/v1</c>; of a webhook the address itself.</summary>
    [Url]
    public string? Target { get; init; }

    /// <summary>The judge's model; left out of a webhook.</summary>
    [MaxLength(MaxText)]
    public string? Model { get; init; }

    /// <summary>What the judge is told beyond its fixed instructions, such as what counts as harmless here; left out of a webhook.</summary>
    [MaxLength(MaxInstructions)]
    public string? Instructions { get; init; }

    /// <summary>The categories that verdicts may name; left out: prompt_injection, jailbreak, indirect_injection, exfiltration, system_prompt_leak and toxicity.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>How long one question may take in milliseconds, 100 to 60000; default 5000.</summary>
    [Range(LeastTimeoutMs, MostTimeoutMs)]
    public int? TimeoutMs { get; init; }

    /// <summary>The most characters of one question, 500 to 200000; default 20000. Longer texts are asked about in up to 8 parts.</summary>
    [Range(LeastCharacters, MostCharacters)]
    public int? MaxCharacters { get; init; }

    /// <summary>The most questions under way at a time, 1 to 256; default 16.</summary>
    [Range(1, MostConcurrent)]
    public int? MaxConcurrent { get; init; }

    /// <summary>For people, at most 500 characters.</summary>
    [MaxLength(MaxText)]
    public string? Description { get; init; }

    /// <summary>How the gateway shows itself to it; left out on a change: as before.</summary>
    public OutsideAuthInput? Auth { get; init; }
}
