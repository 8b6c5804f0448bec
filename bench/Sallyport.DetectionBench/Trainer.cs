using System.Runtime.Intrinsics;
using Sallyport.Detection.Classification;

namespace Sallyport.DetectionBench;

/// <summary>
/// Logistic regression by stochastic gradient descent with decay, one model for all heads. Only a text's strongest window learns:
/// of a long attack that is the part that gives it away, of a harmless text the part most like an attack. One thread and a fixed
/// seed, so that the same rows give the same bytes.
/// </summary>
internal sealed class Trainer(int bucketBits)
{
    private const int Epochs = 12;
    private const int WarmUpEpochs = 2;
    private const float FirstRate = 1.5f;
    private const float RateDecay = 0.25f;
    private const float Shrink = 0.97f;
    private const float Bias = -2;
    private const float LeastGradient = 0.01f;
    private const double KeptShare = 0.9999;

    private readonly float[] _weights = new float[ClassifierFamily.Count << bucketBits];
    private readonly List<Vector256<float>> _sums = [];
    private readonly List<int> _counts = [];
    private SplitMix _order = new(20260601);

    /// <summary>Trains on the texts.</summary>
    public void Train(IReadOnlyList<TrainingText> texts)
    {
        int[] order = [.. Enumerable.Range(0, texts.Count)];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            for (var index = order.Length - 1; index > 0; index--)
            {
                var other = _order.Below(index + 1);
                (order[index], order[other]) = (order[other], order[index]);
            }

            var rate = FirstRate / (1 + (RateDecay * epoch));
            foreach (var index in order)
            {
                Learn(texts[index], rate, isWarmUp: epoch < WarmUpEpochs);
            }

            for (var index = 0; index < _weights.Length; index++)
            {
                _weights[index] *= Shrink;
            }
        }
    }

    /// <summary>The model with weights of one byte; the calibration is given.</summary>
    public ClassifierModel ToModel(IReadOnlyList<IReadOnlyList<CalibrationKnot>> knots, byte[] trainingHash)
    {
        var weights = new sbyte[_weights.Length];
        List<ClassifierHead> heads = [];
        for (var head = 0; head < ClassifierFamily.Count; head++)
        {
            var largest = LargestOf(head);
            for (var index = head; index < _weights.Length; index += ClassifierFamily.Count)
            {
                weights[index] = (sbyte)Math.Clamp(MathF.Round(_weights[index] / largest * sbyte.MaxValue), -sbyte.MaxValue, sbyte.MaxValue);
            }

            heads.Add(new ClassifierHead(ClassifierFamily.All[head].Category, Bias, largest / sbyte.MaxValue, knots[head]));
        }

        return new ClassifierModel(bucketBits, heads, weights, trainingHash);
    }

    // A few extreme weights must not take the resolution from all others.
    private float LargestOf(int head)
    {
        var sizes = new float[_weights.Length / ClassifierFamily.Count];
        for (var index = 0; index < sizes.Length; index++)
        {
            sizes[index] = MathF.Abs(_weights[(index * ClassifierFamily.Count) + head]);
        }

        Array.Sort(sizes);
        return MathF.Max(sizes[(int)((sizes.Length - 1) * KeptShare)], 1e-6f);
    }

    private void Learn(TrainingText text, float rate, bool isWarmUp)
    {
        Sum(text);
        Span<float> best = stackalloc float[ClassifierFamily.Count];
        Span<(int From, int To)> windows = stackalloc (int, int)[ClassifierFamily.Count];
        best.Fill(float.NegativeInfinity);
        for (var end = 1; end <= text.Segments.Length; end++)
        {
            for (var length = 1; length <= WindowClassifier.LongestWindow && length <= end; length *= 2)
            {
                var damping = ClassifierModel.Damping(_counts[end] - _counts[end - length]);
                var margins = ((_sums[end] - _sums[end - length]) * damping) + Vector256.Create(Bias);
                for (var head = 0; head < best.Length; head++)
                {
                    if (margins[head] > best[head])
                    {
                        (best[head], windows[head]) = (margins[head], (end - length, end));
                    }
                }
            }
        }

        for (var head = 0; head < best.Length && text.Segments.Length > 0; head++)
        {
            // Before anything is learned the strongest window is a matter of chance.
            var window = isWarmUp && text.Targets[head] > 0 ? RandomWindow(text.Segments.Length) : windows[head];
            Update(text, head, window, text.Targets[head], rate);
        }
    }

    private (int From, int To) RandomWindow(int segments)
    {
        var length = Math.Min(WindowClassifier.LongestWindow, segments);
        var from = _order.Below(segments - length + 1);
        return (from, from + length);
    }

    private void Sum(TrainingText text)
    {
        _sums.Clear();
        _counts.Clear();
        var (sum, count) = (Vector256<float>.Zero, 0);
        _sums.Add(sum);
        _counts.Add(count);
        foreach (var segment in text.Segments)
        {
            foreach (var bucket in segment)
            {
                sum += Vector256.LoadUnsafe(ref _weights[bucket * ClassifierFamily.Count]);
            }

            count += segment.Length;
            _sums.Add(sum);
            _counts.Add(count);
        }
    }

    private void Update(TrainingText text, int head, (int From, int To) window, float target, float rate)
    {
        if (target == 0)
        {
            return;
        }

        var damping = ClassifierModel.Damping(_counts[window.To] - _counts[window.From]);
        var margin = Bias + ((_sums[window.To] - _sums[window.From])[head] * damping);
        var error = (target > 0 ? 1 : 0) - (1 / (1 + MathF.Exp(-margin)));
        if (MathF.Abs(error) < LeastGradient)
        {
            return;
        }

        var step = rate * MathF.Abs(target) * error * damping;
        for (var index = window.From; index < window.To; index++)
        {
            foreach (var bucket in text.Segments[index])
            {
                _weights[(bucket * ClassifierFamily.Count) + head] += step;
            }
        }
    }
}
