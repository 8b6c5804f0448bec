namespace Sallyport.Controls.RuleHits;

/// <summary>What one sum is about. Rules and proxies are both closed sets, so sums do not grow with traffic.</summary>
internal readonly record struct RuleHitKey(long HourTicks, string RuleId, string ProxyId);
