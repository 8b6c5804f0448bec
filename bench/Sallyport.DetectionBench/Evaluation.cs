using Sallyport.Detection;

namespace Sallyport.DetectionBench;

/// <summary>Everything one run measures.</summary>
/// <param name="Goals">The goal table.</param>
/// <param name="Kinds">By kind.</param>
/// <param name="Sources">By kind and source.</param>
/// <param name="Techniques">By kind and technique.</param>
/// <param name="Encodings">Plain direct injections, then the same under each transform; all at the shipped threshold.</param>
/// <param name="Speed">Time and memory.</param>
internal sealed record Evaluation(
    IReadOnlyList<GoalRow> Goals,
    IReadOnlyList<KindFigures> Kinds,
    IReadOnlyList<KindFigures> Sources,
    IReadOnlyList<KindFigures> Techniques,
    IReadOnlyList<KindFigures> Encodings,
    SpeedFigures Speed)
{
    private const int EncodedSample = 200;

    /// <summary>Scores every row and counts.</summary>
    /// <param name="corpus">The data.</param>
    /// <param name="engineFor">The engine that may judge a row: one that was not trained on its source.</param>
    /// <param name="shipped">The engine as it is shipped; its time is measured.</param>
    public static Evaluation Of(IReadOnlyList<LabelledText> corpus, Func<LabelledText, DetectionEngine> engineFor, DetectionEngine shipped)
    {
        List<ScoredText> rows = [.. corpus.Select(row => Score(row, row.Text))];
        var atOne = Rates.ThresholdAt([.. rows.Where(row => row.Row.IsPool)], 1);
        List<KindFigures> encodings = [.. Encode()];
        var speed = SpeedFigures.Of(shipped, corpus);
        return new Evaluation(
            GoalTable.Of(rows, speed, encodings),
            Group(row => row.Kind),
            Group(row => row.Kind + ": " + row.Source),
            Group(row => row.Kind + ": " + row.Technique),
            encodings,
            speed);

        ScoredText Score(LabelledText row, string text)
        {
            var engine = engineFor(row);
            var policy = engine.Compile([engine.Library.Packs.Single(pack => pack.Name == "llm-standard-security")]);
            return new ScoredText(row, engine.Analyze(text, row.Direction, policy));
        }

        List<KindFigures> Group(Func<LabelledText, string> key) =>
            [.. rows.GroupBy(row => key(row.Row)).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => KindFigures.Of(group.Key, [.. group], atOne))];

        IEnumerable<KindFigures> Encode()
        {
            List<LabelledText> plain = [.. corpus.Where(row => row.Kind == "prompt_injection_direct" && row.Text.All(char.IsAscii)).Take(EncodedSample)];
            yield return KindFigures.Of("plain", [.. plain.Select(row => Score(row, row.Text))], atOne);
            foreach (var (name, apply) in DetectionBench.Encodings.All)
            {
                yield return KindFigures.Of(name, [.. plain.Select(row => Score(row, apply(row.Text)))], atOne);
            }
        }
    }
}
