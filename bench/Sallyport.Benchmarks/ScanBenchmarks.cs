using BenchmarkDotNet.Attributes;
using Sallyport.Detection;
using Sallyport.Detection.Masking;

namespace Sallyport.Benchmarks;

/// <summary>The engine alone, under the standard policy: one text, scanned or masked.</summary>
public class ScanBenchmarks
{
    private Detectors _detectors = null!; // Set by Prepare, before any measurement.
    private string _text = "";

    /// <summary>What the text is made of.</summary>
    [Params("prose", "security", "json code", "personal", "typographic", "picture", "encoded prose")]
    public string Kind { get; set; } = "";

    /// <summary>Its length.</summary>
    [Params(1, 64, 1024)]
    public int Kilobytes { get; set; }

    /// <summary>Makes engine and text.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _detectors = Detectors.Shipped();
        _text = SampleTexts.Of(Kind, Kilobytes * 1024);
    }

    /// <summary>Looks for everything the policy names.</summary>
    [Benchmark]
    public ScanResult Scan() => _detectors.Engine.Scan(_text, ScanDirection.Input, _detectors.Policy);

    /// <summary>Masks as the masking stage does: reserve, then replace.</summary>
    [Benchmark]
    public PlaceholderMap Mask()
    {
        var map = new PlaceholderMap();
        map.Reserve(_text);
        new TextMasker(_detectors.Engine.Entities).Mask(_text, _detectors.Policy.Masking, map, out _, []);
        return map;
    }
}
