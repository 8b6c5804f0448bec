using Sallyport.Detection.Recognizers;

namespace Sallyport.Detection.Masking;

/// <summary>Finds what is to be masked, both as it stands and where escapes hide it.</summary>
internal sealed class ValueSpotter(EntityScanner entities)
{
    /// <summary>The values by position, none over another.</summary>
    internal List<SpottedValue> Find(ReadOnlySpan<char> text, EntitySet types)
    {
        List<EntityMatch> matches = [];
        entities.Find(text, types, matches);
        List<SpottedValue> values = matches.ConvertAll(match => new SpottedValue(match.Type, match.Start, match.End, null));
        if (EscapedText.Of(text) is { } escaped)
        {
            AddEscaped(escaped, types, values);
        }

        return values;
    }

    private void AddEscaped(EscapedText escaped, EntitySet types, List<SpottedValue> values)
    {
        List<EntityMatch> matches = [];
        entities.Find(escaped.Characters, types, matches);
        var before = values.Count;
        foreach (var match in matches)
        {
            var (start, end) = (escaped.OriginOf(match.Start), escaped.OriginOf(match.End));
            if (end - start > match.Length)
            {
                values.Add(new SpottedValue(match.Type, start, end, escaped.Characters[match.Start..match.End].ToString()));
            }
        }

        if (values.Count > before && before > 0)
        {
            RemoveOverlaps(values);
        }
    }

    // The wider one wins, so that nothing of either stays behind; of two alike the one without escapes, which tells the value.
    private static void RemoveOverlaps(List<SpottedValue> values)
    {
        values.Sort(static (left, right) => left.Start != right.Start ? left.Start.CompareTo(right.Start) : (left.Value is null).CompareTo(right.Value is null));
        var kept = 0;
        for (var index = 1; index < values.Count; index++)
        {
            var (last, next) = (values[kept], values[index]);
            if (next.Start >= last.End)
            {
                values[++kept] = next;
            }
            else if (next.End - next.Start > last.End - last.Start)
            {
                values[kept] = next;
            }
        }

        values.RemoveRange(kept + 1, values.Count - kept - 1);
    }
}
