namespace Sallyport.Admin.Running;

/// <summary>One part that readiness depends on.</summary>
/// <param name="Name">The part.</param>
/// <param name="Healthy">Whether it works.</param>
/// <param name="Detail">What is wrong, or null.</param>
public sealed record HealthView(string Name, bool Healthy, string? Detail);
