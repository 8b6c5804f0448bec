using BenchmarkDotNet.Attributes;
using Sallyport.Detection;

namespace Sallyport.Benchmarks;

/// <summary>What more rules cost a clean text of 1 KB.</summary>
public class RuleCountBenchmarks
{
    private readonly string _text = SampleTexts.Prose(1024);
    private Detectors _detectors = null!; // Set by Prepare, before any measurement.

    /// <summary>How many rules the library has.</summary>
    [Params(250, 500, 1000)]
    public int Rules { get; set; }

    /// <summary>Makes the engine.</summary>
    [GlobalSetup]
    public void Prepare() => _detectors = Detectors.WithRules(Rules);

    /// <summary>One scan.</summary>
    [Benchmark]
    public ScanResult Scan() => _detectors.Engine.Scan(_text, ScanDirection.Input, _detectors.Policy);
}
