using Sallyport.Detection.Matching;
using Sallyport.Detection.Rules;

namespace Sallyport.Detection.Views;

/// <summary>
/// Decodes what is encoded in a stream. A run of base64 or hex, over as many lines as it is broken into, is decoded when it ends and, while
/// it goes on, every 256 characters together with up to 640 before, as far as they are kept; escapes every 256, language in disguise every
/// 512. Knows where a run begins that is not judged to its end. Positions count the characters of the normalised view where there is one: what was put into a run
/// to break it is gone there.
/// </summary>
internal sealed class StreamDecoder(Scanner scanner, DirectionPolicy policy)
{
    private const int Step = 256;
    private const int Overlap = 640;
    private const int DisguiseStep = 512;
    private const int DisguiseOverlap = 256;
    private const int Group = 8;
    private const int Settled = 64;

    private int _open = -1;
    private bool _readsLikeText;
    private int _runThrough;
    private int _sampled;
    private int _escapesThrough;
    private int _disguisesThrough;
    private int _invisibleThrough;

    /// <summary>Where the open run begins, if it reads like text; -1 when there is none.</summary>
    public int HeldFrom => _readsLikeText ? _open : -1;

    /// <summary>Takes what was added to a lane since <paramref name="before"/>.</summary>
    public void Follow(StreamLane lane, int before, ScanScratch scratch)
    {
        FollowRuns(lane, before, scratch);
        if (lane.Position - _escapesThrough >= Step)
        {
            DecodeEscapes(lane, scratch);
        }

        if (lane.Position - _disguisesThrough >= DisguiseStep)
        {
            DecodeDisguises(lane, scratch);
        }
    }

    /// <summary>Takes what was added to the lane of the raw view, where the views differ: of characters nobody sees the other keeps nothing.</summary>
    public void FollowRaw(StreamLane raw, ScanScratch scratch, bool isLast)
    {
        if (isLast || raw.Position - _invisibleThrough >= Step)
        {
            var from = Math.Max(raw.First, _invisibleThrough - Overlap);
            scanner.DecodeInvisible(raw.From(from), policy, scratch, raw.FrameAt(from));
            _invisibleThrough = raw.Position;
        }
    }

    /// <summary>Ends the stream.</summary>
    public void Complete(StreamLane lane, ScanScratch scratch)
    {
        if (_open >= 0)
        {
            DecodeRun(lane, lane.Position, scratch);
            Close();
        }

        DecodeEscapes(lane, scratch);
        DecodeDisguises(lane, scratch);
    }

    private void FollowRuns(StreamLane lane, int before, ScanScratch scratch)
    {
        // A run shorter than it must be to count may have begun in what came before.
        var position = Math.Max(lane.First, before - AlphabetRun.Length + 1);
        while (_open >= 0 || Open(lane, position))
        {
            var start = Math.Max(_open, lane.First);
            var text = lane.From(start);
            var end = WrappedRun.Extend(text, new EncodedRun(0, AlphabetRun.LengthAtStart(text), ViewNames.Base64)).End;
            if (WrappedRun.MayGoOn(text[end..]))
            {
                FollowOpen(lane, text, scratch);
                return;
            }

            position = start + end;
            DecodeRun(lane, position, scratch);
            Close();
        }
    }

    private bool Open(StreamLane lane, int position)
    {
        var step = AlphabetRun.IndexIn(lane.From(position));
        _open = step < 0 ? -1 : position + step;
        (_runThrough, _sampled) = (_open, 0);
        return step >= 0;
    }

    private void Close() => (_open, _readsLikeText) = (-1, false);

    private void FollowOpen(StreamLane lane, ReadOnlySpan<char> text, ScanScratch scratch)
    {
        if (_sampled < Settled)
        {
            // What reads like text at first and not any more is none.
            _readsLikeText = BlockDecoder.ReadsLikeText(text);
            _sampled = lane.Position - _open;
        }

        if (lane.Position - _runThrough >= Step)
        {
            _readsLikeText |= BlockDecoder.ReadsLikeText(text);

            // Hex has two signs to a character: half of one would make it something else.
            DecodeRun(lane, lane.Position - ((lane.Position - _open) % 2), scratch);
            _runThrough = lane.Position;
        }
    }

    private void DecodeRun(StreamLane lane, int end, ScanScratch scratch)
    {
        // Cut at whole groups of signs, or the rest of the run would read as noise.
        var from = Math.Max(Math.Max(_open, lane.First), _runThrough - Overlap);
        from = Math.Min(end, from + ((Group - ((from - _open) % Group)) % Group));
        scanner.DecodeBlocks(lane.From(from)[..(end - from)], policy, scratch, lane.FrameAt(from));
    }

    // Escapes may stand apart, and their surroundings count.
    private void DecodeEscapes(StreamLane lane, ScanScratch scratch)
    {
        var from = Math.Max(lane.First, _escapesThrough - Overlap);
        scanner.DecodeEscapes(lane.From(from), policy, scratch, lane.FrameAt(from));
        _escapesThrough = lane.Position;
    }

    private void DecodeDisguises(StreamLane lane, ScanScratch scratch)
    {
        var from = Math.Max(lane.First, _disguisesThrough - DisguiseOverlap);
        scanner.DecodeDisguises(lane.From(from), policy, scratch, lane.FrameAt(from));
        _disguisesThrough = lane.Position;
    }
}
