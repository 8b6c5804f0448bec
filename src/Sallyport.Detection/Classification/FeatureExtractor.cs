using System.Globalization;

namespace Sallyport.Detection.Classification;

/// <summary>
/// Reads text once and names its features: character 3- to 5-grams, words, word pairs, triples and pairs with a gap. Text is cut
/// into segments of up to 16 words; a segment ends on a word border, or after 160 characters where there is none. State is kept
/// between calls, so that a text in pieces has the same features as the whole.
/// </summary>
internal struct FeatureExtractor
{
    /// <summary>Words of a segment.</summary>
    public const int SegmentWords = 16;

    /// <summary>Longest segment.</summary>
    public const int SegmentCharacters = 160;

    /// <summary>Room that a segment's features need at most: three n-grams a character, four features a word.</summary>
    public const int MaxFeatures = (3 * (SegmentCharacters + 1)) + (4 * (SegmentWords + 1));

    /// <summary>Set in the hash of a word feature: words and characters share no bucket.</summary>
    public const uint WordFeature = 0x80000000;

    private const byte Space = (byte)' ';
    private const char FirstIdeograph = '\u2E80';
    private const uint WordSeed = 0x811C9DC5;
    private const uint WordPrime = 0x01000193;
    private const ulong FiveSpaces = 0x2020202020;

    private static readonly byte[] Codes = CreateCodes();

    private ulong _characters;
    private uint _word;
    private uint _previous;
    private uint _beforePrevious;
    private int _segmentWords;
    private int _segmentLength;
    private bool _isOpen;

    /// <summary>Whether the current segment holds anything.</summary>
    public readonly bool HasSegment => _segmentLength > 0;

    /// <summary>Begins a text.</summary>
    public void Begin()
    {
        _characters = FiveSpaces;
        (_word, _previous, _beforePrevious) = (WordSeed, 0, 0);
        (_segmentWords, _segmentLength, _isOpen) = (0, 0, false);
    }

    /// <summary>Reads on to the end of the segment or of the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where to read on; moves behind what was read.</param>
    /// <param name="features">Room for <see cref="MaxFeatures"/>; receives 32-bit hashes.</param>
    /// <param name="count">How many were written.</param>
    /// <returns>True when the segment ended.</returns>
    public bool Read(ReadOnlySpan<char> text, ref int position, Span<uint> features, out int count)
    {
        count = 0;
        while (position < text.Length)
        {
            var character = text[position++];
            var code = character < 0x80 ? Codes[character] : CodeOf(character);
            if (Take(code, code == Space ? WordPart.None : PartOf(code, character), features, ref count))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends the text as if a space followed, so that its last word counts.</summary>
    public int Complete(Span<uint> features)
    {
        var count = 0;
        Take(Space, WordPart.None, features, ref count);
        return count;
    }

    private static byte[] CreateCodes()
    {
        var codes = new byte[0x80];
        for (var code = 0; code < codes.Length; code++)
        {
            codes[code] = code <= ' ' || code == 0x7f ? Space : char.IsAsciiDigit((char)code) ? (byte)'0' : (byte)char.ToLowerInvariant((char)code);
        }

        return codes;
    }

    private static byte CodeOf(char character) =>
        char.IsWhiteSpace(character) ? Space : (byte)(0x80 | ((char.ToLower(character, CultureInfo.InvariantCulture) * 0x9E3779B1u) >> 25));

    // Ideographs are words of their own: those scripts have no spaces.
    private static WordPart PartOf(byte code, char character) =>
        code >= 0x80 ? (character >= FirstIdeograph ? WordPart.Whole : WordPart.Inside)
        : char.IsAsciiLetterLower((char)code) || code == '0' ? WordPart.Inside
        : WordPart.None;

    private static uint HashOfCharacters(ulong value, ulong factor) => (uint)((value * factor) >> 33);

    private static uint HashOfWords(ulong value, ulong factor) => (uint)((value * factor) >> 33) | WordFeature;

    private bool Take(byte code, WordPart part, Span<uint> features, ref int count)
    {
        if (code == Space && (byte)_characters == Space)
        {
            return false;
        }

        _segmentLength++;
        _characters = (_characters << 8) | code;
        features[count++] = HashOfCharacters(_characters & 0xFFFFFF, 0x9E3779B97F4A7C15);
        features[count++] = HashOfCharacters(_characters & 0xFFFFFFFF, 0xC2B2AE3D27D4EB4F);
        features[count++] = HashOfCharacters(_characters & 0xFFFFFFFFFF, 0x165667B19E3779F9);
        if (part != WordPart.None)
        {
            _isOpen = true;
            _word = (_word ^ code) * WordPrime;
        }

        if (_isOpen && part != WordPart.Inside)
        {
            EndWord(features, ref count);
        }

        if (_segmentLength < SegmentCharacters && (_segmentWords < SegmentWords || _isOpen))
        {
            return false;
        }

        (_segmentWords, _segmentLength) = (0, 0);
        return true;
    }

    private void EndWord(Span<uint> features, ref int count)
    {
        features[count++] = HashOfWords(_word, 0xD6E8FEB86659FD93);
        features[count++] = HashOfWords(((ulong)_previous << 32) | _word, 0xA0761D6478BD642F);
        features[count++] = HashOfWords(((ulong)_beforePrevious << 32) | _word, 0xE7037ED1A0B428DB);
        features[count++] = HashOfWords(((ulong)(_beforePrevious * 31) << 32) ^ ((ulong)_previous << 16) ^ _word, 0x8EBC6AF09C88C6E3);
        (_beforePrevious, _previous, _word, _isOpen) = (_previous, _word, WordSeed, false);
        _segmentWords++;
    }

    private enum WordPart
    {
        None,
        Inside,
        Whole,
    }
}
