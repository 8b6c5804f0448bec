namespace Sallyport.Controls.Guardrails;

/// <summary>Settings of the guards: section <c>Guardrails</c>.</summary>
public sealed class GuardrailOptions
{
    /// <summary>
    /// A folder with rules of your own, added to the built-in ones at the start: JSON rules, packs and YARA files (<c>.yar</c>, <c>.yara</c>).
    /// Null or empty (the default): built-in rules only.
    /// </summary>
    public string? RulesFolder { get; set; }
}
