using System.Diagnostics;

namespace Sallyport.Benchmarks;

/// <summary>
/// A small harness: warm up until tiered compilation is done, then go through all cases round by round, so that a noisy moment of the
/// machine hits one round of every case and not every round of one. The best round counts.
/// </summary>
internal static class Stopclock
{
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan CompilerPause = TimeSpan.FromMilliseconds(150);

    /// <summary>Runs a case until it is compiled for good; pauses let the background compiler work.</summary>
    public static async Task WarmUpAsync(BenchmarkCase item)
    {
        for (var phase = 0; phase < 3; phase++)
        {
            var started = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(started) < WarmUpTime / 3)
            {
                item.Action();
            }

            await Task.Delay(CompilerPause, TimeProvider.System);
        }
    }

    /// <summary>Measures all cases in interleaved rounds.</summary>
    public static IReadOnlyList<BenchmarkResult> Measure(IReadOnlyList<BenchmarkCase> cases, int rounds)
    {
        var times = cases.Select(_ => new List<double>(rounds)).ToList();
        var bytes = cases.Select(_ => double.MaxValue).ToArray();
        var repeats = cases.Select(RepeatsOf).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var index = 0; index < cases.Count; index++)
            {
                var units = (double)repeats[index] * cases[index].Units;
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                var started = Stopwatch.GetTimestamp();
                for (var run = 0; run < repeats[index]; run++)
                {
                    cases[index].Action();
                }

                times[index].Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds / units);
                bytes[index] = Math.Min(bytes[index], (GC.GetAllocatedBytesForCurrentThread() - allocated) / units);
            }
        }

        return [.. cases.Select((item, index) => ResultOf(item.Name, times[index], bytes[index]))];
    }

    private static int RepeatsOf(BenchmarkCase item)
    {
        var started = Stopwatch.GetTimestamp();
        var runs = 0;
        do
        {
            item.Action();
            runs++;
        }
        while (Stopwatch.GetElapsedTime(started) < RoundTime);

        return runs;
    }

    private static BenchmarkResult ResultOf(string name, List<double> times, double bytes)
    {
        times.Sort();
        return new BenchmarkResult(name, times[0], times[times.Count / 2], bytes);
    }
}
