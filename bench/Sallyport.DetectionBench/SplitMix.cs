namespace Sallyport.DetectionBench;

/// <summary>A seeded sequence of numbers: training must give the same model every time.</summary>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number below the limit.</summary>
    public int Below(int limit)
    {
        _state += 0x9E3779B97F4A7C15;
        var value = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return (int)((uint)(value ^ (value >> 31)) % (uint)limit);
    }
}
