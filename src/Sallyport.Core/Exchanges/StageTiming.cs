using System.Diagnostics;

namespace Sallyport.Core.Exchanges;

/// <summary>How long a stage took.</summary>
/// <param name="Stage">The stage's name, a constant.</param>
/// <param name="ElapsedTicks"><see cref="Stopwatch"/> ticks.</param>
public readonly record struct StageTiming(string Stage, long ElapsedTicks)
{
    /// <summary>The time in microseconds.</summary>
    public double Microseconds => ElapsedTicks * 1_000_000.0 / Stopwatch.Frequency;
}
