using System.Runtime.Intrinsics;

namespace Sallyport.Detection.Classification;

/// <summary>
/// Scores a text window by window, while it is read. A window is 1, 2, 4 or 8 successive segments and one begins at every segment,
/// so that harmless text around an attack cannot dilute it. Keeps each head's strongest window. What is kept does not grow with
/// the text. Reused, not thread-safe.
/// </summary>
internal sealed class WindowClassifier
{
    /// <summary>Longest window, in segments.</summary>
    public const int LongestWindow = 8;

    private const int RingSize = 16;

    private readonly Vector256<int>[] _sums = new Vector256<int>[RingSize];
    private readonly int[] _counts = new int[RingSize];
    private readonly int[] _ends = new int[RingSize];
    private readonly int[] _starts = new int[ClassifierFamily.Count];
    private readonly int[] _stops = new int[ClassifierFamily.Count];
    private FeatureExtractor _extractor;
    private Vector256<float> _best;
    private Vector256<int> _sum;
    private int _count;
    private int _segments;

    /// <summary>Begins a text.</summary>
    public void Begin()
    {
        _extractor.Begin();
        _best = Vector256.Create(float.NegativeInfinity);
        (_sum, _count, _segments) = (Vector256<int>.Zero, 0, 0);
        (_sums[0], _counts[0], _ends[0]) = (_sum, 0, 0);
    }

    /// <summary>Reads the next piece.</summary>
    /// <param name="model">The weights; the same for the whole text.</param>
    /// <param name="text">The piece.</param>
    /// <param name="offset">Where it starts; ranges count from there.</param>
    /// <param name="origins">For each character where it came from; empty when the offset says it.</param>
    public void Append(ClassifierModel model, ReadOnlySpan<char> text, int offset, ReadOnlySpan<int> origins)
    {
        Span<uint> features = stackalloc uint[FeatureExtractor.MaxFeatures];
        var position = 0;
        while (position < text.Length)
        {
            var isEnd = _extractor.Read(text, ref position, features, out var count);
            Add(model, features[..count]);
            if (isEnd)
            {
                EndSegment(model, origins.IsEmpty ? offset + position : origins[position - 1] + 1);
            }
        }
    }

    /// <summary>Ends the text at a position.</summary>
    public void Complete(ClassifierModel model, int end)
    {
        if (!_extractor.HasSegment)
        {
            return;
        }

        Span<uint> features = stackalloc uint[FeatureExtractor.MaxFeatures];
        Add(model, features[.._extractor.Complete(features)]);
        EndSegment(model, end);
    }

    /// <summary>The margin of a head's strongest window so far; negative infinity before the first.</summary>
    public float BestOf(int head) => _best.GetElement(head);

    /// <summary>The range of a head's strongest window.</summary>
    public (int Start, int End) RangeOf(int head) => (_starts[head], _stops[head]);

    private void Add(ClassifierModel model, ReadOnlySpan<uint> features)
    {
        _sum += model.Sum(features);
        _count += features.Length;
    }

    private void EndSegment(ClassifierModel model, int end)
    {
        _segments++;
        var now = _segments % RingSize;
        (_sums[now], _counts[now], _ends[now]) = (_sum, _count, end);
        for (var length = 1; length <= LongestWindow && length <= _segments; length *= 2)
        {
            var before = (_segments - length) % RingSize;
            var margins = model.MarginsOf(_sum - _sums[before], _count - _counts[before]);
            var better = Vector256.GreaterThan(margins, _best).ExtractMostSignificantBits();
            _best = Vector256.Max(margins, _best);
            for (; better != 0; better &= better - 1)
            {
                var head = System.Numerics.BitOperations.TrailingZeroCount(better);
                (_starts[head], _stops[head]) = (_ends[before], end);
            }
        }
    }
}
