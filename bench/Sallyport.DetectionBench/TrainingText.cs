using Sallyport.Detection.Classification;
using Sallyport.Detection.Views;

namespace Sallyport.DetectionBench;

/// <summary>A row as the trainer sees it: its segments' buckets, and what each head should say.</summary>
/// <param name="Row">The row.</param>
/// <param name="Segments">Buckets of each segment.</param>
/// <param name="Targets">For each head: positive weight for an attack, negative for harmless text, 0 where the row says nothing.</param>
internal sealed record TrainingText(LabelledText Row, uint[][] Segments, float[] Targets)
{
    private const float AttackWeight = 3;
    private const float RelatedWeight = 1;

    private static readonly string[] Instructions = ["prompt_injection_direct", "prompt_injection_indirect", "tool_poisoning"];
    /// <summary>The kind whose attacks each head is for.</summary>
    public static readonly IReadOnlyList<string> KindOfHead =
        ["prompt_injection_direct", "jailbreak", "prompt_injection_indirect", "tool_poisoning", "sqli", "xss", "cmd_injection", "path_traversal"];

    /// <summary>Null when the row is of no use for training.</summary>
    public static TrainingText? Of(LabelledText row, int bucketBits)
    {
        // Encoded attacks are judged decoded; attacks without a trace in their text teach nothing but their topic.
        // No harmless row has the envelope of a tool call, so attacks in one would teach that the envelope is the attack.
        if ((row.Kind == "encoded" && row.IsAttack)
            || row.Technique.StartsWith("cse_context_dependent", StringComparison.Ordinal)
            || row.Technique == "malicious_capability"
            || row.Technique.EndsWith("+mcp_args", StringComparison.Ordinal))
        {
            return null;
        }

        var targets = new float[ClassifierFamily.Count];
        for (var head = 0; head < targets.Length; head++)
        {
            targets[head] = TargetOf(row, head);
        }

        return new TrainingText(row, Cut(row.Text, bucketBits), targets);
    }

    /// <summary>The text as the engine reads it.</summary>
    public static string Normalise(string text)
    {
        using var normalised = NormalizedText.Of(text);
        return normalised.IsDifferent ? normalised.Characters.ToString() : text;
    }

    private static float TargetOf(LabelledText row, int head)
    {
        if (row.Kind == "rule_case")
        {
            return -AttackWeight;
        }

        if (!row.IsAttack || row.Kind is "pii" or "secrets")
        {
            return -1;
        }

        if (row.Kind == KindOfHead[head])
        {
            return AttackWeight;
        }

        // What was planted in a tool result is an instruction wherever it stands, so those heads learn from each other.
        return head != 1 && Instructions.Contains(KindOfHead[head]) && Instructions.Contains(row.Kind) ? RelatedWeight : 0;
    }

    private static uint[][] Cut(string raw, int bucketBits)
    {
        List<uint[]> segments = [];
        List<uint> current = [];
        var text = Normalise(raw);
        var extractor = default(FeatureExtractor);
        extractor.Begin();
        Span<uint> features = stackalloc uint[FeatureExtractor.MaxFeatures];
        for (var position = 0; position < text.Length;)
        {
            var isEnd = extractor.Read(text, ref position, features, out var count);
            Take(features[..count]);
            if (isEnd)
            {
                segments.Add([.. current]);
                current.Clear();
            }
        }

        if (extractor.HasSegment)
        {
            Take(features[..extractor.Complete(features)]);
            segments.Add([.. current]);
        }

        return [.. segments];

        void Take(ReadOnlySpan<uint> hashes)
        {
            foreach (var hash in hashes)
            {
                current.Add(hash >> (32 - bucketBits));
            }
        }
    }
}
