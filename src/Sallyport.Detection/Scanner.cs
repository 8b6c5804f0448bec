using System.Buffers;
using System.Text;
using Sallyport.Detection.Classification;
using Sallyport.Detection.Matching;
using Sallyport.Detection.Recognizers;
using Sallyport.Detection.Rules;
using Sallyport.Detection.Views;
using Sallyport.Detection.Yara;

namespace Sallyport.Detection;

/// <summary>Looks at one text in all its views. The order is: as it came, normalised, then whatever is encoded in it, again in all views.</summary>
internal sealed class Scanner(RuleTable table)
{
    private const int LeastClassified = 6;
    private const int LongRun = 64;
    private const int FewSigns = 3;

    /// <summary>Adds everything the policy's rules, recognisers and heads find to the scratch; of the heads what is at least so sure.</summary>
    public void Collect(ReadOnlySpan<char> text, DirectionPolicy policy, ScanScratch scratch, double least)
    {
        if (policy.HasPatterns || policy.HasHeads)
        {
            scratch.AllowDecoding(text.Length);
            MatchViews(text, policy, scratch);
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
        foreach (var set in table.YaraSets)
        {
            CollectYara(set.Scan(text), text, offset, policy, scratch);
        }
    }

    private void CollectYara(YaraScanResult result, ReadOnlySpan<char> text, int offset, DirectionPolicy policy, ScanScratch scratch)
    {
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

    /// <summary>Decodes what is encoded in the text and looks at the result.</summary>
    /// <param name="text">The text.</param>
    /// <param name="policy">Active patterns.</param>
    /// <param name="scratch">Receives the matches.</param>
    /// <param name="frame">Where the text lies.</param>
    public void Decode(ReadOnlySpan<char> text, DirectionPolicy policy, ScanScratch scratch, in EncodedFrame frame)
    {
        if (!frame.IsSearched)
        {
            return;
        }

        DecodeBlocks(text, policy, scratch, in frame);
        DecodeEscapes(text, policy, scratch, in frame);
        DecodeDisguises(text, policy, scratch, in frame);
    }

    /// <summary>Decodes runs of an alphabet, such as base64 and hex.</summary>
    public void DecodeBlocks(ReadOnlySpan<char> text, DirectionPolicy policy, ScanScratch scratch, in EncodedFrame frame)
    {
        var (position, joinedThrough) = (0, 0);
        while (EncodedRuns.NextBlock(text, ref position, out var run))
        {
            var wrapped = run.End > joinedThrough ? WrappedRun.Extend(text, run) : run;
            if (wrapped.End > run.End)
            {
                DecodeRun(text, wrapped, policy, scratch, in frame);
                joinedThrough = wrapped.End;
            }

            // Each line also alone: one that does not end at a whole group of characters turns what follows it in the joined run to noise.
            DecodeRun(text, run, policy, scratch, in frame);
        }
    }

    /// <summary>Decodes what is written with escapes.</summary>
    public void DecodeEscapes(ReadOnlySpan<char> text, DirectionPolicy policy, ScanScratch scratch, in EncodedFrame frame)
    {
        var position = 0;
        while (position < text.Length && EncodedRuns.NextEscapes(text, ref position, out var run))
        {
            DecodeRun(text, run, policy, scratch, in frame);
        }
    }

    /// <summary>Takes off what can be told by the language only.</summary>
    public void DecodeDisguises(ReadOnlySpan<char> text, DirectionPolicy policy, ScanScratch scratch, in EncodedFrame frame)
    {
        var disguises = new DisguiseReader(text);
        while (disguises.Next(out var run))
        {
            DecodeRun(text, run, policy, scratch, in frame);
        }

        DecodeSpelled(text, policy, scratch, in frame);
    }

    /// <summary>Decodes messages in characters nobody sees, of which the normalised view knows nothing any more.</summary>
    public void DecodeInvisible(ReadOnlySpan<char> text, DirectionPolicy policy, ScanScratch scratch, in EncodedFrame frame)
    {
        var position = 0;
        while (ForeignRuns.NextInvisible(text, ref position, out var run))
        {
            DecodeRun(text, run, policy, scratch, in frame);
        }
    }

    // The rule finds the header; what is redacted must be the key. What was read behind one header is not read again behind the next.
    private void WidenKeys(ReadOnlySpan<char> text, ScanScratch scratch)
    {
        var (from, end, isCut) = (int.MaxValue, 0, false);
        for (var index = 0; index < scratch.Matches.Count; index++)
        {
            var match = scratch.Matches[index];
            if (table.Entries[match.Rule].Entity != KeyBlock.Entity)
            {
                continue;
            }

            var isInside = match.End >= from && match.End <= end;
            if (!isInside || isCut)
            {
                var limit = Math.Min(text.Length, match.End + KeyBlock.Longest);
                from = isInside ? from : match.End;
                end = KeyBlock.EndIn(text[..limit], isInside ? end : match.End, isLast: true, out _);
                isCut = end == limit;
            }

            scratch.Matches[index] = match with { End = end };
        }
    }

    private void MatchViews(ReadOnlySpan<char> text, DirectionPolicy policy, ScanScratch scratch)
    {
        using var normalized = NormalizedText.Of(text);
        if (!normalized.IsDifferent)
        {
            scratch.Match(text, policy.ActivePatterns, MatchFrame.Direct(ViewNames.Raw));
            Classify(text, policy, scratch, MatchFrame.Direct(ViewNames.Raw));
            WidenKeys(text, scratch);
            Decode(text, policy, scratch, EncodedFrame.Direct());
            return;
        }

        scratch.Match(text, policy.RawPatterns, MatchFrame.Direct(ViewNames.Raw));
        var frame = MatchFrame.Mapped(ViewNames.Normalised, normalized.Origins);
        scratch.Match(normalized.Characters, policy.NormalisedPatterns, in frame);
        Classify(normalized.Characters, policy, scratch, in frame);
        WidenKeys(text, scratch);

        // The encodings are all of ASCII, which the normalised view keeps, without what was put between to break them.
        Decode(normalized.Characters, policy, scratch, EncodedFrame.Mapped(normalized.Origins));
        DecodeInvisible(text, policy, scratch, EncodedFrame.Direct());
    }

    private void DecodeSpelled(ReadOnlySpan<char> text, DirectionPolicy policy, ScanScratch scratch, in EncodedFrame frame)
    {
        var position = 0;
        while (SpellingAlphabet.Next(text, ref position, out var run))
        {
            DecodeRun(text, run, policy, scratch, in frame);
        }

        position = 0;
        while (PigLatin.Next(text, ref position, out var run))
        {
            DecodeRun(text, run, policy, scratch, in frame);
        }

        if (Ascii.IsValid(text))
        {
            return;
        }

        position = 0;
        while (ForeignRuns.NextAccented(text, ref position, out var run))
        {
            DecodeRun(text, run, policy, scratch, in frame);
        }

        position = 0;
        while (ForeignRuns.NextTurned(text, ref position, out var run))
        {
            DecodeRun(text, run, policy, scratch, in frame);
            DecodeRun(text, run with { Key = 1 }, policy, scratch, in frame);
        }
    }

    // Whether it is text.
    private bool DecodeRun(ReadOnlySpan<char> text, EncodedRun run, DirectionPolicy policy, ScanScratch scratch, in EncodedFrame frame)
    {
        var length = run.End - run.Start;
        if (!frame.IsSearched || frame.Repeats(run) || scratch.HasLeftOut || SaysNothing(text[run.Start..run.End], run.View))
        {
            return false;
        }

        var buffer = ArrayPool<char>.Shared.Rent(length);
        try
        {
            var decoded = buffer.AsSpan(0, RunDecoder.Decode(text, run, buffer, out var view));
            if (decoded.IsEmpty || !scratch.TryTake(length))
            {
                return false;
            }

            var (start, end) = frame.Locate(run);
            MatchDecoded(decoded, policy, scratch, MatchFrame.Decoded(view, start, end), frame.Inside(start, end, view));
            return true;
        }
        finally
        {
            buffer.AsSpan(0, length).Clear();
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    // Long runs of so few signs spell nothing where a sign stands for a letter or nearly one: a line drawn, a field filled. In hex two digits
    // stand for a letter: bits, which spell everything, are written with three of them there, so that two and the space between them are few.
    private static bool SaysNothing(ReadOnlySpan<char> run, string view)
    {
        if (run.Length < LongRun || view is not (ViewNames.Base64 or ViewNames.Hex or ViewNames.Base85 or ViewNames.Uuencode or ViewNames.Caesar or ViewNames.Rot13 or ViewNames.Atbash or ViewNames.Reversed or ViewNames.WordsReversed))
        {
            return false;
        }

        Span<char> signs = stackalloc char[FewSigns];
        signs[0] = ' ';
        for (var count = view == ViewNames.Hex ? 1 : 0; count < signs.Length; count++)
        {
            var next = run.IndexOfAnyExcept(signs[..count]);
            if (next < 0)
            {
                return true;
            }

            signs[count] = run[next];
        }

        return !run.ContainsAnyExcept(signs);
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

    private void MatchDecoded(ReadOnlySpan<char> decoded, DirectionPolicy policy, ScanScratch scratch, in MatchFrame frame, in EncodedFrame inside)
    {
        using var normalized = NormalizedText.Of(decoded);
        if (!normalized.IsDifferent)
        {
            scratch.Match(decoded, policy.ActivePatterns, in frame);
            Classify(decoded, policy, scratch, in frame);
            Decode(decoded, policy, scratch, in inside);
            return;
        }

        scratch.Match(decoded, policy.RawPatterns, in frame);
        scratch.Match(normalized.Characters, policy.NormalisedPatterns, in frame);
        Classify(normalized.Characters, policy, scratch, in frame);
        Decode(normalized.Characters, policy, scratch, in inside);
        DecodeInvisible(decoded, policy, scratch, in inside);
    }
}
