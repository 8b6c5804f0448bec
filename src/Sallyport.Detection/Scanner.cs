using System.Buffers;
using Sallyport.Detection.Classification;
using Sallyport.Detection.Matching;
using Sallyport.Detection.Recognizers;
using Sallyport.Detection.Rules;
using Sallyport.Detection.Views;

namespace Sallyport.Detection;

/// <summary>Looks at one text in all its views. The order is: as it came, normalised, then whatever is encoded in it, again in all views.</summary>
internal sealed class Scanner(RuleTable table)
{
    private const int LeastClassified = 6;
    private const int MaxDepth = 3;
    private const int MaxDecodedCharacters = 128 * 1024;

    /// <summary>Adds everything the policy's rules, recognisers and heads find to the scratch; of the heads what is at least so sure.</summary>
    public void Collect(ReadOnlySpan<char> text, DirectionPolicy policy, ScanScratch scratch, double least)
    {
        if (policy.HasPatterns || policy.HasHeads)
        {
            MatchViews(text, policy, scratch);
            WidenKeys(text, scratch);
            Decode(text, policy, scratch, depth: 0, rangeStart: 0, rangeEnd: -1);
        }

        foreach (var match in scratch.Classified)
        {
            if (match.Confidence >= least && scratch.HasRoom)
            {
                scratch.Matches.Add(match);
            }
        }

        if (!policy.Recognised.IsEmpty)
        {
            CollectPersonal(text, 0, policy.Recognised, scratch);
        }

        if (policy.HasYara)
        {
            CollectYara(text, 0, policy, scratch);
        }
    }

    /// <summary>Adds what YARA rules find: one match a rule, where its first string was found, or the whole text where it has none.</summary>
    public void CollectYara(ReadOnlySpan<char> text, int offset, DirectionPolicy policy, ScanScratch scratch)
    {
        var result = table.Yara.Scan(text);
        scratch.IsPartial |= result.IsPartial;
        foreach (var match in result.Matches)
        {
            var rule = table.IndexOf(match.Rule);
            if (policy.Actions[rule] == RuleAction.None || !scratch.HasRoom)
            {
                continue;
            }

            var first = match.Strings.Count == 0 ? default : match.Strings.MinBy(found => found.Offset);
            var (start, end) = match.Strings.Count == 0 ? (0, text.Length) : Utf8Range.ToCharacters(text, first.Offset, first.Offset + first.Length);
            scratch.Matches.Add(new RuleMatch(rule, start + offset, end + offset, ViewNames.Raw));
        }
    }

    /// <summary>Adds personal data; <paramref name="offset"/> is where the text starts in the stream.</summary>
    public void CollectPersonal(ReadOnlySpan<char> text, int offset, EntitySet wanted, ScanScratch scratch)
    {
        EntityScanner.FindPersonal(text, wanted, scratch.Entities);
        foreach (var entity in scratch.Entities)
        {
            if (scratch.HasRoom)
            {
                scratch.Matches.Add(new RuleMatch(table.IndexOf(entity.Type), entity.Start + offset, entity.End + offset, ViewNames.Raw));
            }
        }

        scratch.Entities.Clear();
    }

    /// <summary>Decodes runs of base64 and hex and looks at the result.</summary>
    /// <param name="text">The text.</param>
    /// <param name="policy">Active patterns.</param>
    /// <param name="scratch">Receives the matches.</param>
    /// <param name="rangeStart">Where the text starts; or, inside decoded text, the start of the encoded range.</param>
    /// <param name="depth">How many encodings were taken off already.</param>
    /// <param name="rangeEnd">End of the encoded range inside decoded text; else -1.</param>
    public void DecodeBlocks(ReadOnlySpan<char> text, DirectionPolicy policy, ScanScratch scratch, int rangeStart, int depth = 0, int rangeEnd = -1)
    {
        var position = 0;
        while (EncodedRuns.NextBlock(text, ref position, out var run))
        {
            DecodeRun(text, run, policy, scratch, depth, rangeStart, rangeEnd);
        }
    }

    /// <summary>Decodes what is written with escapes and looks at the result.</summary>
    /// <param name="text">The text.</param>
    /// <param name="policy">Active patterns.</param>
    /// <param name="scratch">Receives the matches.</param>
    /// <param name="rangeStart">Where the text starts; or, inside decoded text, the start of the encoded range.</param>
    /// <param name="depth">How many encodings were taken off already.</param>
    /// <param name="rangeEnd">End of the encoded range inside decoded text; else -1.</param>
    public void DecodeEscapes(ReadOnlySpan<char> text, DirectionPolicy policy, ScanScratch scratch, int rangeStart, int depth = 0, int rangeEnd = -1)
    {
        var position = 0;
        while (position < text.Length && EncodedRuns.NextEscapes(text, ref position, out var run))
        {
            DecodeRun(text, run, policy, scratch, depth, rangeStart, rangeEnd);
        }
    }

    private void Decode(ReadOnlySpan<char> text, DirectionPolicy policy, ScanScratch scratch, int depth, int rangeStart, int rangeEnd)
    {
        DecodeBlocks(text, policy, scratch, rangeStart, depth, rangeEnd);
        DecodeEscapes(text, policy, scratch, rangeStart, depth, rangeEnd);
    }

    // The rule finds the header; what is redacted must be the key.
    private void WidenKeys(ReadOnlySpan<char> text, ScanScratch scratch)
    {
        for (var index = 0; index < scratch.Matches.Count; index++)
        {
            var match = scratch.Matches[index];
            if (table.Entries[match.Rule].Entity == KeyBlock.Entity)
            {
                var block = text[..Math.Min(text.Length, match.End + KeyBlock.Longest)];
                scratch.Matches[index] = match with { End = KeyBlock.EndIn(block, match.End, isLast: true, out _) };
            }
        }
    }

    private void MatchViews(ReadOnlySpan<char> text, DirectionPolicy policy, ScanScratch scratch)
    {
        using var normalized = NormalizedText.Of(text);
        if (!normalized.IsDifferent)
        {
            scratch.Match(text, policy.ActivePatterns, MatchFrame.Direct(ViewNames.Raw));
            Classify(text, policy, scratch, MatchFrame.Direct(ViewNames.Raw));
            return;
        }

        scratch.Match(text, policy.RawPatterns, MatchFrame.Direct(ViewNames.Raw));
        var frame = MatchFrame.Mapped(ViewNames.Normalised, normalized.Origins);
        scratch.Match(normalized.Characters, policy.NormalisedPatterns, in frame);
        Classify(normalized.Characters, policy, scratch, in frame);
    }

    private void DecodeRun(ReadOnlySpan<char> text, EncodedRun run, DirectionPolicy policy, ScanScratch scratch, int depth, int rangeStart, int rangeEnd)
    {
        var length = run.End - run.Start;
        if (depth >= MaxDepth || scratch.DecodedCharacters + length > MaxDecodedCharacters)
        {
            // Only text that really decodes would have been looked at, yet nobody can say so without decoding it.
            scratch.IsPartial |= depth < MaxDepth;
            return;
        }

        var buffer = ArrayPool<char>.Shared.Rent(length);
        try
        {
            var decoded = buffer.AsSpan(0, RunDecoder.Decode(text[run.Start..run.End], run.View, buffer));
            if (decoded.IsEmpty)
            {
                return;
            }

            scratch.DecodedCharacters += length;
            var (start, end) = rangeEnd < 0 ? (rangeStart + run.Start, rangeStart + run.End) : (rangeStart, rangeEnd);
            MatchDecoded(decoded, run.View, start, end, policy, scratch);
            Decode(decoded, policy, scratch, depth + 1, start, end);
        }
        finally
        {
            buffer.AsSpan(0, length).Clear();
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private void Classify(ReadOnlySpan<char> text, DirectionPolicy policy, ScanScratch scratch, in MatchFrame frame)
    {
        if (!policy.HasHeads || text.Length < LeastClassified || table.Classifier is not { Value: var model })
        {
            return;
        }

        var windows = scratch.Windows;
        windows.Begin();
        windows.Append(model, text, 0, []);
        windows.Complete(model, text.Length);
        scratch.Classify(model, windows, policy.Heads, in frame);
    }

    private void MatchDecoded(ReadOnlySpan<char> decoded, string view, int start, int end, DirectionPolicy policy, ScanScratch scratch)
    {
        using var normalized = NormalizedText.Of(decoded);
        var frame = MatchFrame.Decoded(view, start, end);
        if (!normalized.IsDifferent)
        {
            scratch.Match(decoded, policy.ActivePatterns, in frame);
            Classify(decoded, policy, scratch, in frame);
            return;
        }

        scratch.Match(decoded, policy.RawPatterns, in frame);
        scratch.Match(normalized.Characters, policy.NormalisedPatterns, in frame);
        Classify(normalized.Characters, policy, scratch, in frame);
    }
}
