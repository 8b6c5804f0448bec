namespace Sallyport.Detection.Views;

/// <summary>Takes a disguise off. Characters it does not touch stay, so that what stands around a hidden sentence does not cut it off.</summary>
internal static class DisguiseDecoder
{
    private const string LeetDigits = "oizeasgtbg";

    /// <summary>Writes the text without the disguise to <paramref name="target"/>, at least as long as the text; gives the length.</summary>
    public static int Decode(ReadOnlySpan<char> text, int disguise, Span<char> target)
    {
        switch (disguise)
        {
            case Disguise.Atbash:
                return Shift(text, -1, 25, target);
            case Disguise.Reversed:
                text.CopyTo(target);
                target[..text.Length].Reverse();
                return text.Length;
            case Disguise.WordsReversed:
                return ReverseWords(text, target);
            case Disguise.Leet:
                return Unleet(text, target);
            case Disguise.LeetByNeighbours:
                return UnleetByNeighbours(text, target);
            case Disguise.Rot47:
                return Turn(text, target);
            case Disguise.Apart:
                return LettersApart.Decode(text, target);
            case Disguise.Numbers:
                return NumberList.Decode(text, target);
            case Disguise.Morse:
                return MorseCode.Decode(text, target);
            case Disguise.Base85:
                return Base85.Decode(text, target);
            case Disguise.Uuencode:
                return UuencodedLines.Decode(text, target);
            default:
                return Shift(text, 1, disguise, target);
        }
    }

    private static int Shift(ReadOnlySpan<char> text, int factor, int shift, Span<char> target)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            var first = char.IsAsciiLetterLower(character) ? 'a' : 'A';
            target[index] = char.IsAsciiLetter(character) ? (char)(first + (((factor * (character - first)) + shift + 26) % 26)) : character;
        }

        return text.Length;
    }

    private static int Turn(ReadOnlySpan<char> text, Span<char> target)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            target[index] = character is > ' ' and < (char)127 ? (char)('!' + ((character - '!' + 47) % 94)) : character;
        }

        return text.Length;
    }

    private static int ReverseWords(ReadOnlySpan<char> text, Span<char> target)
    {
        text.CopyTo(target);
        for (var start = 0; start < text.Length;)
        {
            var length = text[start..].IndexOfAny(' ', '\n', '\t');
            var end = length < 0 ? text.Length : start + length;
            target[start..end].Reverse();
            start = end + 1;
        }

        return text.Length;
    }

    private static int Unleet(ReadOnlySpan<char> text, Span<char> target)
    {
        var spared = SparedLetter(text);
        for (var index = 0; index < text.Length; index++)
        {
            target[index] = Read(text, index, index == 0 ? ' ' : target[index - 1], spared);
        }

        return text.Length;
    }

    // One word written plainly among others must not decide how these are read: this reading listens to the neighbours alone, and takes an
    // exclamation mark behind a letter for one. Gives 0 where it says the same as the first.
    private static int UnleetByNeighbours(ReadOnlySpan<char> text, Span<char> target)
    {
        var (spared, differs) = (SparedLetter(text), false);
        for (var index = 0; index < text.Length; index++)
        {
            var before = index == 0 ? ' ' : target[index - 1];
            target[index] = EndsWord(text, index) ? '!' : Read(text, index, before, ' ');
            differs = differs || target[index] != Read(text, index, before, spared);
        }

        return differs ? text.Length : 0;
    }

    private static char Read(ReadOnlySpan<char> text, int index, char before, char spared)
    {
        var letter = LetterOf(text, index);
        return letter == 'i' ? Narrow(text, index, before, spared) : letter;
    }

    private static bool EndsWord(ReadOnlySpan<char> text, int index) =>
        text[index] == '!' && index > 0 && char.IsAsciiLetter(text[index - 1]) && !IsSign(text, index + 1);

    // 1 and its like stand for i and for l. Who writes one of the two as it is has written the other with signs; otherwise it stays open.
    private static char SparedLetter(ReadOnlySpan<char> text) => (text.IndexOfAny('l', 'L') >= 0, text.IndexOfAny('i', 'I') >= 0) switch
    {
        (true, false) => 'l',
        (false, true) => 'i',
        _ => ' ',
    };

    private static char LetterOf(ReadOnlySpan<char> text, int index) => text[index] switch
    {
        >= '0' and <= '9' and var digit => LeetDigits[digit - '0'],
        '@' => 'a',
        '$' => 's',
        '|' => 'i',
        '!' when !EndsSentence(text, index) => 'i',
        '+' when IsSign(text, index + 1) => 't',
        var other => other,
    };

    private static bool IsSign(ReadOnlySpan<char> text, int index) =>
        index < text.Length && (char.IsAsciiLetterOrDigit(text[index]) || text[index] is '@' or '$');

    // Behind an exclamation no stop or comma stands, and no word goes on in small letters.
    private static bool EndsSentence(ReadOnlySpan<char> text, int index)
    {
        if (index == 0 || !IsSign(text, index - 1) || IsSign(text, index + 1))
        {
            return false;
        }

        var isInSentence = index + 1 < text.Length && (text[index + 1] is '.' or ',' || (text[index + 1] == ' ' && index + 2 < text.Length && char.IsAsciiLetterLower(text[index + 2])));
        return !isInSentence;
    }

    private static char Narrow(ReadOnlySpan<char> text, int index, char before, char spared)
    {
        if (text[index] is 'i' or 'I')
        {
            return text[index];
        }

        if (spared != ' ')
        {
            return spared == 'l' ? 'i' : 'l';
        }

        // The neighbours decide.
        var last = LetterPairs.ClassOf(before);
        var next = index + 1 < text.Length ? LetterPairs.ClassOf(LetterOf(text, index + 1)) : LetterPairs.Gap;
        if (last >= LetterPairs.Gap && next >= LetterPairs.Gap)
        {
            return 'i';
        }

        return LetterPairs.Of(last, 'l' - 'a') + LetterPairs.Of('l' - 'a', next) > LetterPairs.Of(last, 'i' - 'a') + LetterPairs.Of('i' - 'a', next) ? 'l' : 'i';
    }
}
