namespace Sallyport.Admin.Proxies;

/// <summary>What came of trying a target.</summary>
/// <param name="Ok">Whether it answers.</param>
/// <param name="Detail">The status and time of its answer, or why there is none: refused address, DNS, TLS, silence.</param>
public sealed record TargetProbeView(bool Ok, string Detail);
