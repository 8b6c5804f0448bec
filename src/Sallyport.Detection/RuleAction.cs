namespace Sallyport.Detection;

/// <summary>What a policy does with a finding, in rising order of strictness: the highest value wins.</summary>
public enum RuleAction
{
    /// <summary>The rule is off.</summary>
    None,

    /// <summary>Recorded only.</summary>
    Monitor,

    /// <summary>Passed on and raised as an alert.</summary>
    Flag,

    /// <summary>The found range is replaced.</summary>
    Redact,

    /// <summary>The exchange is refused.</summary>
    Block,
}
