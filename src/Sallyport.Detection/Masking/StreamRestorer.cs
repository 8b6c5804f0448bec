using System.Text;

namespace Sallyport.Detection.Masking;

/// <summary>
/// Puts values back into a stream of fragments. A fragment is held only while its end may be the beginning of a placeholder that
/// the map really holds; so at most the longest placeholder is held back (with its brackets escaped, ten characters more).
/// A value appears in the fragment in which its placeholder began. One per channel; not thread-safe.
/// </summary>
/// <param name="map">The exchange's placeholders.</param>
/// <param name="insideJson">Whether the channel carries JSON text, such as tool-call arguments.</param>
public sealed class StreamRestorer(PlaceholderMap map, bool insideJson)
{
    private readonly List<string> _held = [];
    private int _next;

    // Characters at the start of the first held fragment that belong to a placeholder restored in a released one.
    private int _consumed;
    private bool _isEscaped;

    /// <summary>Takes the next fragment and says which fragments are now final.</summary>
    public StreamRestore Append(ReadOnlySpan<char> fragment)
    {
        _next++;
        if (_held.Count == 0 && (map.IsEmpty || map.Plan.IndexOfStart(fragment, insideJson, map.HasNumbers) < 0))
        {
            _isEscaped &= fragment.IsEmpty;
            return new StreamRestore(_next - 1, []);
        }

        _held.Add(fragment.ToString());
        return Resolve(isLast: false);
    }

    /// <summary>Ends the stream: what is held is released, unchanged where no placeholder came about.</summary>
    public StreamRestore Complete() => _held.Count == 0 ? new StreamRestore(_next - 1, []) : Resolve(isLast: true);

    private StreamRestore Resolve(bool isLast)
    {
        var text = _held.Count == 1 ? _held[0] : string.Concat(_held);
        List<PlaceholderMatch> matches = _consumed > 0 ? [new PlaceholderMatch(0, _consumed, "", IsOpen: false)] : [];
        var open = text.Length;
        for (var position = _consumed; position < text.Length;)
        {
            var match = PlaceholderReader.Next(text, position, map, insideJson, _isEscaped);
            if (match.IsOpen && !isLast)
            {
                open = match.Start;
                break;
            }

            if (match.Length > 0)
            {
                matches.Add(match);
            }

            position = match.Start + Math.Max(match.Length, 1);
        }

        return Release(text, matches, open);
    }

    // Fragments that end before the open placeholder begins are final.
    private StreamRestore Release(string text, List<PlaceholderMatch> matches, int open)
    {
        var firstIndex = _next - _held.Count;
        List<FragmentEdit> edits = [];
        var (released, start) = (0, 0);
        while (released < _held.Count && start + _held[released].Length <= open)
        {
            var end = start + _held[released].Length;
            if (Rewrite(text, start, end, matches) is { } edited)
            {
                edits.Add(new FragmentEdit(firstIndex + released, edited));
            }

            start = end;
            released++;
        }

        _isEscaped = insideJson && PlaceholderReader.IsEscapedAt(text, start, _isEscaped);
        if (released > 0)
        {
            var across = matches.Find(match => match.Start < start && match.Start + match.Length > start);
            _consumed = Math.Max(0, across.Start + across.Length - start);
        }

        _held.RemoveRange(0, released);
        return new StreamRestore(firstIndex + released - 1, edits);
    }

    private static string? Rewrite(string text, int start, int end, List<PlaceholderMatch> matches)
    {
        StringBuilder? builder = null;
        var copied = start;
        foreach (var match in matches)
        {
            var matchEnd = match.Start + match.Length;
            if (matchEnd <= start || match.Start >= end)
            {
                continue;
            }

            builder ??= new StringBuilder();
            if (match.Start >= start)
            {
                builder.Append(text, copied, match.Start - copied).Append(match.Value);
            }

            copied = Math.Min(matchEnd, end);
        }

        return builder?.Append(text, copied, end - copied).ToString();
    }
}
