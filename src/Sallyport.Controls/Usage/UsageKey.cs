namespace Sallyport.Controls.Usage;

/// <summary>The combination that one sum is kept for.</summary>
internal readonly record struct UsageKey(long MinuteTicks, string ProxyId, string Model, string TeamId, string CallerId);
