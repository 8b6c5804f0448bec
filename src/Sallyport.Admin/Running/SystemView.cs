namespace Sallyport.Admin.Running;

/// <summary>The gateway as it runs.</summary>
/// <param name="Version">Product version.</param>
/// <param name="StartedAt">When the process started.</param>
/// <param name="UptimeSeconds">Since then.</param>
/// <param name="Runtime">.NET version.</param>
/// <param name="Database">sqlite or postgresql.</param>
/// <param name="DatabaseVersion">The engine's version.</param>
/// <param name="DatabaseWarnings">What an operator should know about it.</param>
/// <param name="MemoryMb">Resident memory in MiB.</param>
/// <param name="ActiveExchanges">Exchanges running right now.</param>
/// <param name="Health">The parts that readiness depends on.</param>
public sealed record SystemView(
    string Version, DateTimeOffset StartedAt, long UptimeSeconds, string Runtime, string Database, string DatabaseVersion,
    IReadOnlyList<string> DatabaseWarnings, long MemoryMb, int ActiveExchanges, IReadOnlyList<HealthView> Health);
