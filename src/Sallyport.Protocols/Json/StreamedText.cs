using System.Buffers;
using System.Text.Unicode;

namespace Sallyport.Protocols.Json;

/// <summary>
/// The last event of a stream whose one text is a fragment. Most events differ from the one before in nothing but that text, and such a
/// one need not be read again: when all bytes around the text are the same and the text is a plain string, every JSON reader takes it
/// apart into the same tokens, so what was found about the last event holds for this one.
/// </summary>
internal sealed class StreamedText
{
    /// <summary>Events around a fragment are short; a long one is not worth a copy.</summary>
    private const int Longest = 2048;

    // What ends a string, begins an escape, or is not allowed in one.
    private static readonly SearchValues<byte> NotPlain = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    private byte[] _bytes = [];
    private JsonField? _root;
    private int _before;
    private int _after;

    /// <summary>Whether the only text is a plain fragment, of which nothing but the text itself was concluded.</summary>
    internal static bool IsOnly(ReadOnlySpan<FoundText> texts, ReadOnlySpan<JsonFact> facts, uint seen)
    {
        if (texts is not [{ Stream: not 0, IsEscaped: false } text] || text.Role is FieldRole.Unknown or FieldRole.Structural)
        {
            return false;
        }

        for (var fact = 0; fact < facts.Length; fact++)
        {
            if ((seen & (1u << fact)) != 0 && facts[fact].Start == text.Start)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Gives the text its new length, and moves the facts that stand behind or around it.</summary>
    internal static void Resize(ref FoundText text, int length, Span<JsonFact> facts, uint seen)
    {
        var growth = length - text.Length;
        text.Length = length;
        for (var fact = 0; growth != 0 && fact < facts.Length; fact++)
        {
            ref var known = ref facts[fact];
            if ((seen & (1u << fact)) == 0)
            {
                continue;
            }

            known.Length += known.Start < text.Start && known.Start + known.Length > text.Start ? growth : 0;
            known.NameStart += known.NameStart > text.Start ? growth : 0;
            known.Start += known.Start > text.Start ? growth : 0;
        }
    }

    /// <summary>Keeps the bytes around the event's text.</summary>
    internal void Keep(ReadOnlySpan<byte> json, JsonField root, in FoundText text)
    {
        (_before, _after) = (text.Start, json.Length - text.Start - text.Length);
        if (json.Length > Longest)
        {
            Forget();
            return;
        }

        if (_bytes.Length < _before + _after)
        {
            _bytes = new byte[_before + _after];
        }

        json[.._before].CopyTo(_bytes);
        json[^_after..].CopyTo(_bytes.AsSpan(_before));
        _root = root;
    }

    /// <summary>Keeps nothing.</summary>
    internal void Forget() => _root = null;

    /// <summary>Whether the event differs only in its text, and how many bytes that has.</summary>
    internal bool TryMatch(ReadOnlySpan<byte> json, JsonField root, out int length)
    {
        length = json.Length - _before - _after;
        if (_root != root || length <= 0)
        {
            return false;
        }

        var text = json.Slice(_before, length);
        return json[.._before].SequenceEqual(_bytes.AsSpan(0, _before))
            && json[(_before + length)..].SequenceEqual(_bytes.AsSpan(_before, _after))
            && !text.ContainsAny(NotPlain)
            && Utf8.IsValid(text);
    }
}
