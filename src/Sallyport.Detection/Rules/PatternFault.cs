namespace Sallyport.Detection.Rules;

/// <summary>Why a pattern cannot be used.</summary>
public enum PatternFault
{
    /// <summary>It can.</summary>
    None,

    /// <summary>It is no regular expression.</summary>
    Invalid,

    /// <summary>A match may be of any length, or longer than the engine looks at.</summary>
    Unbounded,

    /// <summary>No word stands in every match, so that it would have to be tried everywhere.</summary>
    WithoutLiteral,

    /// <summary>It uses a part of the syntax that the engine does not run.</summary>
    Unsupported,
}
