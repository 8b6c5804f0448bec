namespace Sallyport.Controls.Policies;

/// <summary>A proxy's guard.</summary>
/// <param name="Proxy">The proxy.</param>
/// <param name="Policies">The policies in force on it.</param>
/// <param name="OwnRules">Rules that these bring along.</param>
/// <param name="Fault">Why there is none, in which case the proxy refuses everything; null where there is one.</param>
public sealed record CompiledGuardView(string Proxy, IReadOnlyList<string> Policies, int OwnRules, string? Fault);
