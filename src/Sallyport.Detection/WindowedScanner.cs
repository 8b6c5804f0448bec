using System.Buffers;
using Sallyport.Detection.Classification;
using Sallyport.Detection.Matching;
using Sallyport.Detection.Recognizers;
using Sallyport.Detection.Rules;
using Sallyport.Detection.Views;

namespace Sallyport.Detection;

/// <summary>
/// Scans text that arrives in pieces as if it were whole. A match split over many pieces is found exactly once, as soon as it
/// cannot grow any more, or within 64 characters of that where nothing waits for it. What is kept is bounded: the last 832 characters of each view.
/// A long run of encoded text is decoded every 256 characters with 550 before, or more; language in disguise is looked for in steps of 512, up
/// to 256 at once for certain. YARA rules see the last 4,096 characters, every 512 (64 where one redacts or blocks) and at the end.
/// One per stream channel; not thread-safe.
/// </summary>
public sealed class WindowedScanner : IDisposable
{
    private const int PersonalOverlap = 128;

    // What nothing waits for is looked for once for several chunks.
    private const int PersonalStep = 64;

    // What was decoded may lie so far behind the last characters kept. YARA rules see what lies further behind again and again.
    private const int ReportedReach = 640;

    private readonly RuleTable _table;
    private readonly ScratchPool _pool;
    private readonly Scanner _scanner;
    private readonly DirectionPolicy _policy;
    private readonly List<RuleMatch> _reported = [];
    private readonly HoldTable? _holds;
    private readonly WindowClassifier? _windows;
    private readonly YaraWindow? _yara;
    private readonly StreamDecoder? _decoder;
    private StreamLane _main;
    private StreamLane? _raw;
    private MatchTally? _tally;
    private StreamedKey? _key;
    private int _openPersonal = int.MaxValue;
    private int _personalThrough;
    private char _carriedSurrogate;
    private uint _classified;

    internal WindowedScanner(RuleTable table, ScratchPool pool, Scanner scanner, DirectionPolicy policy)
    {
        _table = table;
        _pool = pool;
        _scanner = scanner;
        _policy = policy;
        _holds = policy.HeldBack.Value;
        _main = new StreamLane(table, policy.ActivePatterns, ViewNames.Raw, _holds);
        _yara = policy.HasYara ? new YaraWindow(_holds?.YaraReach ?? 0) : null;
        _decoder = policy.HasPatterns || policy.HasHeads ? new StreamDecoder(scanner, policy) : null;
        if (policy.HasHeads)
        {
            _windows = new WindowClassifier();
            _windows.Begin();
        }
    }

    /// <summary>Number of characters taken so far.</summary>
    public int Position => (_raw ?? _main).Position + (_carriedSurrogate == '\0' ? 0 : 1);

    /// <summary>Where the text begins that may still turn out to belong to a match which the policy redacts or blocks;
    /// <see cref="int.MaxValue"/> when all is certain. Who must not let such text out holds it from there on. Text in base64, base32 or
    /// hex is waited for from sixteen characters in a row on, when they read like text. Not waited for: other encodings, and what stands
    /// before the distinctive part of a rule of one's own whose matches may begin with anything.</summary>
    public int HeldFrom => _holds is null
        ? int.MaxValue
        : Earliest([_main.HeldFrom(), _raw?.HeldFrom() ?? int.MaxValue, PersonalFrom(_holds.Recognised), KeyFrom, EncodedFrom(), _yara?.HeldFrom ?? int.MaxValue]);

    /// <summary>The private key that is being redacted: where its header began, up to where all belongs to it, and whether more may; null
    /// when there is none. A finding names the header only, since it is made long before the key has come to its end.</summary>
    public (int Start, int Through, bool IsOpen)? Key => _key is { } key ? (key.Start, key.Through, key.IsOpen) : null;

    private int KeyFrom => _key is { IsOpen: true } key ? key.Through : int.MaxValue;

    /// <summary>Takes the next piece and gives what has become certain. Offsets count from the start of the stream.</summary>
    public ScanResult Append(ReadOnlySpan<char> delta)
    {
        if (_policy.IsEmpty || delta.IsEmpty)
        {
            return ScanResult.Clean;
        }

        var scratch = _pool.Rent();
        try
        {
            var result = ScanResult.Clean;
            while (!delta.IsEmpty)
            {
                var piece = delta[..Math.Min(delta.Length, StreamLane.Tail - 1)];
                scratch.AllowDecoding(piece.Length);
                AppendPiece(piece, scratch);
                delta = delta[piece.Length..];

                // After each piece: a private key whose header is in this one is followed from there, and the lane keeps little more than a piece.
                result = result.Then(Conclude(scratch));
                scratch.Matches.Clear();
            }

            return result;
        }
        finally
        {
            _pool.Return(scratch);
        }
    }

    /// <summary>Ends the stream and gives what was waiting for more text.</summary>
    public ScanResult Complete()
    {
        if (_policy.IsEmpty)
        {
            return ScanResult.Clean;
        }

        var scratch = _pool.Rent();
        try
        {
            if (_carriedSurrogate != '\0')
            {
                ReadOnlySpan<char> rest = [_carriedSurrogate];
                _carriedSurrogate = '\0';
                Feed(rest, scratch);
            }

            _main.Complete(scratch.Matches);
            _raw?.Complete(scratch.Matches);
            _decoder?.Complete(_main, scratch);
            FollowRaw(scratch, isLast: true);
            FindPersonal(scratch, isLast: true);
            EndClassification();
            FindYara(scratch, isLast: true);
            var result = Conclude(scratch);
            _key?.Follow(_raw ?? _main, isLast: true);
            return result;
        }
        finally
        {
            _pool.Return(scratch);
        }
    }

    /// <summary>Returns the pooled memory.</summary>
    public void Dispose()
    {
        _main.Dispose();
        _raw?.Dispose();
        _yara?.Dispose();
    }

    // A surrogate pair folds as one character, so half of it waits for the other half.
    private void AppendPiece(ReadOnlySpan<char> piece, ScanScratch scratch)
    {
        if (_carriedSurrogate == '\0' && !char.IsHighSurrogate(piece[^1]))
        {
            Feed(piece, scratch);
            return;
        }

        Span<char> joined = stackalloc char[StreamLane.Tail];
        var length = 0;
        if (_carriedSurrogate != '\0')
        {
            joined[length++] = _carriedSurrogate;
        }

        piece.CopyTo(joined[length..]);
        length += piece.Length;
        _carriedSurrogate = char.IsHighSurrogate(joined[length - 1]) ? joined[--length] : '\0';
        Feed(joined[..length], scratch);
    }

    private void Feed(ReadOnlySpan<char> text, ScanScratch scratch)
    {
        if (text.IsEmpty)
        {
            return;
        }

        var before = _main.Position;
        var first = TextNormalizer.FirstChange(text);
        if (first >= 0 && _raw is null)
        {
            _raw = _main.Split(_policy.RawPatterns);
            _main = _main.ToNormalised(_policy.NormalisedPatterns);
        }

        if (_raw is null)
        {
            Classify(text, [], _main.Position);
            _main.Append(text, [], scratch.Matches);
        }
        else
        {
            AppendFolded(text, Math.Max(first, 0), scratch);
            _raw.Append(text, [], scratch.Matches);
            FollowRaw(scratch, isLast: false);
        }

        _decoder?.Follow(_main, before, scratch);
        FindPersonal(scratch, isLast: false);
        _yara?.Append(text);
        FindYara(scratch, isLast: false);
        _key?.Follow(_raw ?? _main, isLast: false);
    }

    private void FollowRaw(ScanScratch scratch, bool isLast)
    {
        if (_raw is not null)
        {
            _decoder?.FollowRaw(_raw, scratch, isLast);
        }
    }

    private void AppendFolded(ReadOnlySpan<char> text, int first, ScanScratch scratch)
    {
        var characters = ArrayPool<char>.Shared.Rent(text.Length);
        var origins = ArrayPool<int>.Shared.Rent(text.Length);
        try
        {
            var length = TextNormalizer.Fold(text, first, characters, origins, (_raw ?? _main).Position);
            Classify(characters.AsSpan(0, length), origins.AsSpan(0, length), offset: 0);
            _main.Append(characters.AsSpan(0, length), origins.AsSpan(0, length), scratch.Matches);
        }
        finally
        {
            characters.AsSpan(0, text.Length).Clear();
            ArrayPool<char>.Shared.Return(characters);
            ArrayPool<int>.Shared.Return(origins);
        }
    }

    private int EncodedFrom() => _decoder is { HeldFrom: >= 0 and var from } ? _main.OriginOf(Math.Max(from, _main.First)) : int.MaxValue;

    private void FindPersonal(ScanScratch scratch, bool isLast)
    {
        var lane = _raw ?? _main;
        var isHeld = _holds is { Recognised.IsEmpty: false };
        if (_policy.Recognised.IsEmpty || (!isLast && !isHeld && lane.Position - _personalThrough < PersonalStep))
        {
            return;
        }

        var from = Math.Max(lane.First, _personalThrough - PersonalOverlap);
        var before = scratch.Matches.Count;
        _openPersonal = int.MaxValue;
        _personalThrough = lane.Position;
        if (!EntityScanner.MayHold(lane.From(from), _policy.Recognised))
        {
            return;
        }

        _scanner.CollectPersonal(lane.From(from), from, _policy.Recognised, scratch);
        for (var index = scratch.Matches.Count - 1; index >= before; index--)
        {
            // At the cut edge a number may be the end of a longer one; at the new edge it may still grow.
            var match = scratch.Matches[index];
            if ((match.Start == from && from > 0) || (!isLast && match.End + 2 > lane.Position))
            {
                _openPersonal = _policy.Actions[match.Rule] >= RuleAction.Redact ? Math.Min(_openPersonal, match.Start) : _openPersonal;
                scratch.Matches.RemoveAt(index);
            }
        }
    }

    private void Classify(ReadOnlySpan<char> text, ReadOnlySpan<int> origins, int offset)
    {
        if (_windows is not null && _table.Classifier is { Value: var model })
        {
            _windows.Append(model, text, offset, origins);
        }
    }

    private void EndClassification()
    {
        if (_windows is not null && _table.Classifier is { Value: var model })
        {
            _windows.Complete(model, (_raw ?? _main).Position);
        }
    }

    // A head reports a stream once, when it first is sure enough: its window grows with every piece and would repeat itself.
    private void TakeClassified(ScanScratch scratch)
    {
        if (_windows is null || _table.Classifier is not { Value: var model })
        {
            return;
        }

        scratch.Classify(model, _windows, _policy.Heads, MatchFrame.Direct((_raw is null) ? ViewNames.Raw : ViewNames.Normalised));
        for (var head = 0; head < _policy.Heads.Length; head++)
        {
            if ((_classified & (1u << head)) == 0 && scratch.Classified[head].Confidence >= _policy.LeastConfidence[head])
            {
                _classified |= 1u << head;
                scratch.Matches.Add(scratch.Classified[head]);
            }
        }
    }

    private void FindYara(ScanScratch scratch, bool isLast)
    {
        if (_yara is not null && (_yara.IsDue || (isLast && _yara.HasFresh)))
        {
            _scanner.CollectYara(_yara.Take(), _yara.Start, _policy, scratch);
        }
    }

    private ScanResult Conclude(ScanScratch scratch)
    {
        TakeClassified(scratch);
        scratch.IsPartial |= _main.IsPartial || _raw?.IsPartial == true;
        if (scratch.Matches.Count == 0)
        {
            return scratch.IsPartial ? ScanResult.CleanButPartial : ScanResult.Clean;
        }

        return Report(scratch);
    }

    // Apart from the way of clean text, because what its lambdas capture is allocated on entry.
    private ScanResult Report(ScanScratch scratch)
    {
        scratch.Matches.RemoveAll(match => _reported.Exists(seen => seen.Rule == match.Rule && seen.Start < match.End && match.Start < seen.End && !Widens(match, seen)));
        var horizon = (_raw ?? _main).First - (_yara is null ? ReportedReach : YaraWindow.Size);
        _reported.RemoveAll(seen => seen.End < horizon);
        _reported.AddRange(scratch.Matches);
        _tally ??= new MatchTally(_table);
        var result = FindingAssembler.Assemble(_table, _policy, scratch, _tally);
        FollowKey(result);
        return result;
    }

    private void FollowKey(ScanResult result)
    {
        foreach (var finding in result.Findings)
        {
            if (finding.Entity == KeyBlock.Entity && finding.Action == RuleAction.Redact && !ViewNames.IsDecoded(finding.View) && finding.End >= (_raw ?? _main).First)
            {
                _key = new StreamedKey(finding.Start, finding.End);
                _key.Follow(_raw ?? _main, isLast: false);
            }
        }
    }

    // What is redacted must go as a whole: another expression of the rule may claim more than the first that was found. What a decoded view
    // shows of text that matched as it stands adds nothing, as in whole texts.
    private bool Widens(RuleMatch match, RuleMatch seen) =>
        _policy.Actions[match.Rule] == RuleAction.Redact && (match.End > seen.End || match.Start < seen.Start)
        && (!ViewNames.IsDecoded(match.View) || (match.Start == seen.Start && ViewNames.IsDecoded(seen.View)));

    private int PersonalFrom(EntitySet recognised)
    {
        if (recognised.IsEmpty)
        {
            return int.MaxValue;
        }

        var lane = _raw ?? _main;
        var from = Math.Max(lane.First, lane.Position - OpenEntity.Reach);
        var start = OpenEntity.StartIn(lane.From(from), recognised);
        return Math.Min(_openPersonal, start < 0 ? int.MaxValue : from + start);
    }

    private static int Earliest(ReadOnlySpan<int> places)
    {
        var earliest = int.MaxValue;
        foreach (var place in places)
        {
            earliest = Math.Min(earliest, place);
        }

        return earliest;
    }
}
