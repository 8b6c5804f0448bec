namespace Sallyport.Core.Health;

/// <summary>A part of the gateway that readiness depends on. Reading it costs nothing and asks nobody.</summary>
public interface IHealthReporter
{
    /// <summary>Stable name of the part, such as <c>storage</c>.</summary>
    string Name { get; }

    /// <summary>Whether the part does its work.</summary>
    bool IsHealthy { get; }

    /// <summary>What is wrong, without secrets; null while healthy.</summary>
    string? Detail { get; }
}
