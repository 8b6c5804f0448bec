namespace Sallyport.Core.Proxies;

/// <summary>Whether a proxy's policy acts.</summary>
public enum PolicyEnforcement
{
    /// <summary>It acts.</summary>
    Enforce,

    /// <summary>It judges, and what it would have done is recorded with the exchange; it never acts and never holds anything up.</summary>
    Shadow,
}
