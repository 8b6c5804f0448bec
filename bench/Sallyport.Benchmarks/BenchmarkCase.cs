namespace Sallyport.Benchmarks;

/// <summary>One thing to measure.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Units">How many units one run of <paramref name="Action"/> does; the table shows the time of one.</param>
/// <param name="Action">The work.</param>
internal sealed record BenchmarkCase(string Name, int Units, Action Action);
