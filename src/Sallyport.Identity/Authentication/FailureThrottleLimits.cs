namespace Sallyport.Identity.Authentication;

/// <summary>When and for how long failures make their cause wait.</summary>
/// <param name="Threshold">The failure that starts the first wait.</param>
/// <param name="FirstWait">The first wait; each further failure doubles it.</param>
/// <param name="LongestWait">The cap. Failures are forgotten when as long has passed after the wait without another.</param>
internal sealed record FailureThrottleLimits(int Threshold, TimeSpan FirstWait, TimeSpan LongestWait)
{
    /// <summary>The most causes remembered at once; bounds memory under an attack with many names or addresses.</summary>
    internal int MaxCauses { get; init; } = 10_000;
}
