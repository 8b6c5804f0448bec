using BenchmarkDotNet.Attributes;
using Sallyport.Detection;

namespace Sallyport.Benchmarks;

/// <summary>The engine on streamed text, delta by delta.</summary>
public class WindowBenchmarks
{
    private const int DeltaLength = 20;
    private const int Deltas = 3000;

    private Detectors _detectors = null!; // Set by Prepare, before any measurement.
    private string _text = "";

    /// <summary>What the text is made of.</summary>
    [Params("prose", "security", "json code", "personal", "typographic", "picture", "encoded prose")]
    public string Kind { get; set; } = "";

    /// <summary>Makes engine and text.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _detectors = Detectors.Shipped();
        _text = SampleTexts.Of(Kind, Deltas * DeltaLength);
    }

    /// <summary>One delta of twenty characters.</summary>
    [Benchmark(OperationsPerInvoke = Deltas)]
    public void Delta()
    {
        using var window = _detectors.Engine.OpenWindow(_detectors.Policy, ScanDirection.Output);
        for (var start = 0; start + DeltaLength <= _text.Length; start += DeltaLength)
        {
            window.Append(_text.AsSpan(start, DeltaLength));
        }

        window.Complete();
    }
}
