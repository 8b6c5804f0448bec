namespace Sallyport.Benchmarks;

/// <summary>What one unit of a case costs.</summary>
/// <param name="Name">The case.</param>
/// <param name="BestMicroseconds">The quietest round.</param>
/// <param name="MedianMicroseconds">The middle round.</param>
/// <param name="AllocatedBytes">Bytes allocated, best round.</param>
internal sealed record BenchmarkResult(string Name, double BestMicroseconds, double MedianMicroseconds, double AllocatedBytes);
