using Sallyport.Detection;
using Sallyport.Detection.Masking;
using Sallyport.Detection.Rules;

namespace Sallyport.Benchmarks;

/// <summary>The engine alone, under the standard policy for model traffic.</summary>
internal static class DetectionCases
{
    private const int DeltaLength = 20;
    private const int Kilobyte = 1024;

    /// <summary>All cases.</summary>
    public static IEnumerable<BenchmarkCase> All()
    {
        var engine = DetectionEngine.Create(RuleLibrary.LoadBuiltIn());
        var policy = engine.Compile([engine.Library.Packs.Single(pack => pack.Name == "llm-standard-security")]);
        engine.Warm(CancellationToken.None);
        (string Name, Func<int, string> Make)[] kinds =
        [
            ("prose", SampleTexts.Prose), ("security", SampleTexts.SecurityProse), ("json code", SampleTexts.JsonCode),
            ("personal", SampleTexts.PersonalProse), ("typographic", SampleTexts.TypographicProse),
        ];
        foreach (var (name, make) in kinds)
        {
            foreach (var kilobytes in (int[])[1, 64, 1024])
            {
                var text = make(kilobytes * Kilobyte);
                yield return new($"scan {name} {kilobytes} KB", 1, () => engine.Scan(text, ScanDirection.Input, policy));
                yield return new($"mask {name} {kilobytes} KB", 1, () => Mask(engine, policy, text));
            }

            yield return Stream(engine, policy, name, make(64 * Kilobyte));
        }

        foreach (var (name, text) in new[] { ("picture", SampleTexts.Picture(Kilobyte * Kilobyte)), ("encoded prose", SampleTexts.EncodedProse(Kilobyte * Kilobyte)) })
        {
            yield return new($"scan {name} 1024 KB", 1, () => engine.Scan(text, ScanDirection.Input, policy));
            yield return Stream(engine, policy, name, text[..(64 * Kilobyte)]);
        }
    }

    // As the masking stage does it: reserve, then replace.
    private static void Mask(DetectionEngine engine, CompiledPolicy policy, string text)
    {
        var map = new PlaceholderMap();
        map.Reserve(text);
        new TextMasker(engine.Entities).Mask(text, policy.Masking, map, out _, []);
    }

    private static BenchmarkCase Stream(DetectionEngine engine, CompiledPolicy policy, string name, string text) =>
        new($"stream {name} per delta", text.Length / DeltaLength, () =>
        {
            using var window = engine.OpenWindow(policy, ScanDirection.Output);
            for (var start = 0; start + DeltaLength <= text.Length; start += DeltaLength)
            {
                window.Append(text.AsSpan(start, DeltaLength));
            }

            window.Complete();
        });
}
