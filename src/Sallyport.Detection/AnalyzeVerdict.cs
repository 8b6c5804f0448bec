namespace Sallyport.Detection;

/// <summary>The verdict of an analysis.</summary>
public enum AnalyzeVerdict
{
    /// <summary>Nothing the policy acts on.</summary>
    Allow,

    /// <summary>Passed on and raised.</summary>
    Flag,

    /// <summary>Passed on with ranges replaced.</summary>
    Redact,

    /// <summary>Refused.</summary>
    Block,
}
