using System.Globalization;

namespace Sallyport.IntegrationTests.Gateway;

/// <summary>
/// What an <see cref="EchoUpstream"/> does, as the request's model name says it: <c>echo-CUTS-BYTES</c> repeats the user's words,
/// <c>tool-CUTS-BYTES</c> puts them into a tool call's arguments, <c>hang</c> falls silent after its first event, <c>fault-NAME</c> breaks.
/// CUTS is the size of every fragment, or positions to cut at, joined by dots; 0 cuts nowhere. BYTES is the size of network writes; 0 is all at once.
/// </summary>
/// <param name="Kind">The first word.</param>
/// <param name="Name">What follows a <c>fault-</c>.</param>
/// <param name="FragmentSize">Characters of each fragment; 0 is all of the text.</param>
/// <param name="Cuts">Positions between which the fragments lie, where they were named one by one.</param>
/// <param name="WriteSize">Bytes of each network write; 0 is the whole answer.</param>
internal sealed record EchoScript(string Kind, string Name, int FragmentSize, IReadOnlyList<int> Cuts, int WriteSize)
{
    /// <summary>Whether the words become a tool call's arguments.</summary>
    public bool IsToolCall => Kind == "tool";

    /// <summary>Reads a model's name.</summary>
    public static EchoScript Parse(string model)
    {
        var parts = model.Split('-', 2);
        if (parts.Length == 1 || parts[0] == "fault")
        {
            return new EchoScript(parts[0], parts.Length == 1 ? "" : parts[1], 0, [], 0);
        }

        var numbers = parts[1].Split('-');
        var cuts = numbers[0].Split('.').Select(Number).ToList();
        return new EchoScript(parts[0], "", cuts.Count == 1 ? cuts[0] : 0, cuts.Count > 1 ? cuts : [], Number(numbers[1]));
    }

    /// <summary>Cuts a text into fragments; never within a character outside of the basic plane, since events are valid Unicode each.</summary>
    public IEnumerable<string> Cut(string text)
    {
        var start = 0;
        foreach (var border in Borders(text.Length))
        {
            var end = border < text.Length && char.IsLowSurrogate(text[border]) ? border + 1 : Math.Min(border, text.Length);
            if (end > start)
            {
                yield return text[start..end];
                start = end;
            }
        }
    }

    private IEnumerable<int> Borders(int length)
    {
        var size = FragmentSize == 0 ? Math.Max(length, 1) : FragmentSize;
        var regular = Enumerable.Range(1, (length / size) + 1).Select(i => i * size);
        return Cuts.Count == 0 ? regular : Cuts.Append(length);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
