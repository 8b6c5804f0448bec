namespace Sallyport.Detection;

/// <summary>How bad a finding is, in rising order.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing.</summary>
    Low,

    /// <summary>Suspicious.</summary>
    Medium,

    /// <summary>Very likely an attack or a leak.</summary>
    High,

    /// <summary>An attack or leak with direct damage.</summary>
    Critical,
}
