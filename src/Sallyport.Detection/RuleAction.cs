namespace Sallyport.Detection;

/// <summary>What a policy does with a finding, in rising order of strictness: the highest value wins.</summary>
public enum RuleAction
{
    /// <summary>The rule is off.</summary>
    None,

    /// <summary>Recorded with the exchange, whose outcome does not change for it.</summary>
    Monitor,

    /// <summary>Passed on, and the exchange is shown and counted as flagged.</summary>
    Flag,

    /// <summary>Passed on like a flag, and the caller is told in the answer's headers.</summary>
    Warn,

    /// <summary>The found range is replaced.</summary>
    Redact,

    /// <summary>The exchange is refused.</summary>
    Block,
}
