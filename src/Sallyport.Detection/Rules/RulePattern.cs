namespace Sallyport.Detection.Rules;

/// <summary>One regular expression of a rule.</summary>
public sealed record RulePattern
{
    /// <summary>The expression. It must hold a literal of at least two characters and be bounded: <c>+</c> and <c>*</c>
    /// are allowed on white space only, where they stand for at most 16 characters.</summary>
    public required string Pattern { get; init; }

    /// <summary>The form of the text to match on. Default: normalised.</summary>
    public TextView View { get; init; }

    /// <summary>Whether case matters. Default: it does not.</summary>
    public bool IsCaseSensitive { get; init; }
}
