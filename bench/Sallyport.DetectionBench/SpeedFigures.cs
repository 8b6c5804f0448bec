using System.Diagnostics;
using System.Text;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.DetectionBench;

/// <summary>Time of one scan of 1 KB with every pack on, over many different harmless texts.</summary>
/// <param name="MedianMicroseconds">Half of the scans are faster.</param>
/// <param name="TailMicroseconds">99 % of the scans are faster.</param>
/// <param name="AllocatedBytes">Bytes allocated per scan of a text without findings.</param>
internal sealed record SpeedFigures(double MedianMicroseconds, double TailMicroseconds, double AllocatedBytes)
{
    private const int Kilobyte = 1024;
    private const int Rounds = 40;

    public static SpeedFigures Of(DetectionEngine engine, IEnumerable<LabelledText> pool)
    {
        var policy = engine.Compile(engine.Library.Packs);
        engine.Warm(CancellationToken.None);
        var texts = Cut(pool);
        List<double> times = new(texts.Count * Rounds);
        var (clean, bytes) = (0, 0L);
        for (var round = -Rounds; round < Rounds; round++)
        {
            foreach (var text in texts)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var started = Stopwatch.GetTimestamp();
                var result = engine.Scan(text, ScanDirection.Input, policy);
                var elapsed = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
                var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                if (round >= 0)
                {
                    times.Add(elapsed);
                    clean += result.Findings.Count == 0 ? 1 : 0;
                    bytes += result.Findings.Count == 0 ? allocated : 0;
                }
            }
        }

        times.Sort();
        return new SpeedFigures(times[times.Count / 2], times[times.Count * 99 / 100], (double)bytes / Math.Max(clean, 1));
    }

    private static List<string> Cut(IEnumerable<LabelledText> pool)
    {
        List<string> texts = [];
        foreach (var kind in pool.Where(row => row.IsPool).GroupBy(row => row.Kind))
        {
            var joined = new StringBuilder();
            foreach (var row in kind)
            {
                joined.Append(row.Text).Append('\n');
            }

            for (var start = 0; start + Kilobyte <= joined.Length && start < 150 * Kilobyte; start += Kilobyte)
            {
                texts.Add(joined.ToString(start, Kilobyte));
            }
        }

        return texts;
    }
}
