namespace Sallyport.Identity.ApiKeys;

/// <summary>When and from where a key was last used.</summary>
/// <param name="At">When.</param>
/// <param name="From">The caller's address, or empty.</param>
public sealed record LastUse(DateTimeOffset At, string From);
