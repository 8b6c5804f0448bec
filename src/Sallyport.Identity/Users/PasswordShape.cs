namespace Sallyport.Identity.Users;

/// <summary>How much of a password was chosen: what repeats, counts on, or runs along the keyboard was not.</summary>
internal static class PasswordShape
{
    // A run counts as its beginning and its direction.
    private const int RunWorth = 2;
    private const int ShortestRun = 3;

    private static readonly string[] Rows = ["1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "qwertzuiopü", "yxcvbnm,.-", "azertyuiop", "qsdfghjklm", "wxcvbn,;:!"];

    /// <summary>The number of characters that were chosen. The text is in lower case.</summary>
    internal static int CountChosen(string text)
    {
        var once = WithoutRepetition(text);
        var count = 0;
        for (var i = 0; i < once.Length;)
        {
            var run = RunAt(once, i);
            count += run >= ShortestRun ? RunWorth : 1;
            i += run >= ShortestRun ? run : 1;
        }

        return count;
    }

    /// <summary>How many of the four kinds of characters a password holds.</summary>
    internal static int CountKinds(string password)
    {
        var (lower, upper, digit, other) = (false, false, false, false);
        foreach (var character in password)
        {
            lower |= char.IsLower(character);
            upper |= char.IsUpper(character);
            digit |= char.IsDigit(character);
            other |= !char.IsLower(character) && !char.IsUpper(character) && !char.IsDigit(character);
        }

        return (lower ? 1 : 0) + (upper ? 1 : 0) + (digit ? 1 : 0) + (other ? 1 : 0);
    }

    private static string WithoutRepetition(string text)
    {
        for (var period = 1; period <= text.Length / 2; period++)
        {
            if (text.AsSpan(period).SequenceEqual(text.AsSpan(0, text.Length - period)))
            {
                return text[..period];
            }
        }

        return text;
    }

    private static int RunAt(string text, int start)
    {
        if (start + 1 >= text.Length)
        {
            return 1;
        }

        var longest = 1;
        foreach (var step in (ReadOnlySpan<int>)[-1, 0, 1])
        {
            longest = Math.Max(longest, LengthOf(text, start, (left, right) => right - left == step && (step == 0 || char.IsLetterOrDigit(left))));
            longest = step == 0 ? longest : Math.Max(longest, LengthOf(text, start, (left, right) => AreNeighbours(left, right, step)));
        }

        return longest;
    }

    private static int LengthOf(string text, int start, Func<char, char, bool> continues)
    {
        var length = 1;
        while (start + length < text.Length && continues(text[start + length - 1], text[start + length]))
        {
            length++;
        }

        return length;
    }

    private static bool AreNeighbours(char left, char right, int step) => Array.Exists(Rows, row =>
        row.IndexOf(left, StringComparison.Ordinal) is >= 0 and var at && at + step >= 0 && at + step < row.Length && row[at + step] == right);
}
