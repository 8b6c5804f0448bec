namespace Sallyport.Detection.Recognizers;

/// <summary>
/// Finds telephone numbers: international ones by their plus sign (E.164), national ones by the groupings people write.
/// A bare run of digits is a phone number only when a word before it says so; ids, dates, amounts and time stamps are not.
/// </summary>
internal static class PhoneRecognizer
{
    private const int ContextReach = 40;
    private const int LongestLabel = 8;

    private static readonly string[] Words =
        ["phone", "tel", "call", "fax", "mobile", "cell", "dial", "whatsapp", "ring", "sms", "contact", "reach", "answering", "hotline"];

    // "My number is" means a telephone, unless another word says what number it is.
    private static readonly string[] WeakWords = ["number is", "numbers are"];

    private static readonly string[] OtherWords =
        ["card", "licen", "passport", "account", "order", "polic", "member", "invoice", "ticket", "reference", "serial", "tracking", "case", "id ", "tax", "security", "insurance", "customer", "patient", "record"];

    // Written behind the number on cards and in signatures: "020 7946 0958 office".
    private static readonly string[] LabelsBehind = ["office", "fax", "mobile", "cell", "home", "work", "phone", "tel", "direct", "main", "(m)", "(h)", "(w)", "(o)"];

    /// <summary>Whether a phone number has its first digit at the position.</summary>
    public static bool TryMatch(ReadOnlySpan<char> text, int position, out EntityMatch match)
    {
        match = default;
        var cluster = DigitCluster.Read(text, position, " -.()/");
        var start = StartOf(text, position, out var isInternational);
        if (cluster.Count is < 7 or > 15 || TextBounds.IsWordAt(text, start - 1) || (TextBounds.IsWordAt(text, cluster.End) && !IsExtension(text, cluster.End))
            || (start > 0 && text[start - 1] is '.' or '-' or '/' or ':' or '=' or '#' or ',' && (text[start - 1] is '#' || TextBounds.IsWordAt(text, start - 2)))
            || (cluster.End + 1 < text.Length && text[cluster.End] is ':' or '%' or ',' && TextBounds.IsDigitAt(text, cluster.End + 1)))
        {
            return false;
        }

        var score = isInternational ? International(ref cluster) : National(text, position, start, ref cluster);
        if (score == 0)
        {
            return false;
        }

        match = new EntityMatch(EntityType.Phone, start, ExtensionEnd(text, cluster.End), score);
        return true;
    }

    private static int StartOf(ReadOnlySpan<char> text, int position, out bool isInternational)
    {
        var start = position;
        if (start > 0 && text[start - 1] == '(')
        {
            start--;
        }

        isInternational = start > 0 && text[start - 1] == '+';
        if (isInternational)
        {
            return start - 1;
        }

        return start;
    }

    private static double International(ref DigitCluster cluster) =>
        cluster.Digits[0] != '0' && cluster.Count is >= 8 and <= 15 ? 0.9 : 0;

    private static double National(ReadOnlySpan<char> text, int position, int start, ref DigitCluster cluster)
    {
        if (IsDate(ref cluster) || cluster.Digits.IndexOfAnyExcept(cluster.Digits[0]) < 0)
        {
            return 0;
        }

        if (IsNorthAmerican(ref cluster) || (start < position && IsParenthesised(text, position, ref cluster)))
        {
            return 0.8;
        }

        var isTrunk = cluster.Digits[0] == '0' && cluster.Digits[1] != '0' && cluster.Count is 10 or 11 && cluster.GroupCount is >= 2 and <= 5 && cluster.Separator is ' ' or '-';
        if (isTrunk && IsEven(ref cluster))
        {
            return 0.75;
        }

        var isPlausible = cluster.GroupCount <= 6 && cluster.Group(0) <= 5 || cluster.GroupCount == 1;
        return isPlausible && IsAnnounced(text, start, cluster.End) ? 0.6 : 0;
    }

    private static bool IsAnnounced(ReadOnlySpan<char> text, int start, int end) =>
        TextBounds.HasBefore(text, start, ContextReach, Words)
        || HasLabelBehind(text, end)
        || (TextBounds.HasBefore(text, start, ContextReach, WeakWords) && !TextBounds.HasBefore(text, start, ContextReach, OtherWords));

    /// <summary>Length of what stands behind a number at the end of the text and may become a label that makes it a telephone number.</summary>
    public static int LabelUnderWay(ReadOnlySpan<char> text)
    {
        var start = text.Length;
        while (start > 0 && text.Length - start < LongestLabel && (char.IsAsciiLetter(text[start - 1]) || text[start - 1] is '(' or ')'))
        {
            start--;
        }

        if (start < 2 || text[start - 1] is not (' ' or '-') || !char.IsAsciiDigit(text[start - 2]))
        {
            return 0;
        }

        foreach (var label in LabelsBehind)
        {
            if (label.AsSpan().StartsWith(text[start..], StringComparison.OrdinalIgnoreCase))
            {
                return text.Length - start + 1;
            }
        }

        return 0;
    }

    private static bool HasLabelBehind(ReadOnlySpan<char> text, int end)
    {
        if (end >= text.Length || text[end] is not (' ' or '-'))
        {
            return false;
        }

        var behind = text[(end + 1)..];
        foreach (var label in LabelsBehind)
        {
            if (behind.StartsWith(label, StringComparison.OrdinalIgnoreCase) && !TextBounds.IsWordAt(behind, label.Length))
            {
                return true;
            }
        }

        return false;
    }

    // 415-555-2671, (415) 555-2671, 415.555.2671, with 1 or 001 before.
    private static bool IsNorthAmerican(ref DigitCluster cluster)
    {
        var lead = cluster.Group(0) == 1 && cluster.Digits[0] == '1' ? 1 : cluster.Group(0) == 3 && cluster.Digits is ['0', '0', '1', ..] ? 3 : 0;
        var first = lead == 0 ? 0 : 1;
        if (cluster.GroupCount != first + 3 || cluster.Count != lead + 10 || cluster.Group(first) != 3 || cluster.Group(first + 1) != 3)
        {
            return false;
        }

        return cluster.Digits[lead] >= '2' && cluster.Digits[lead + 3] >= '2';
    }

    // (02) 9876 5432, (0171) 123456, (415)555-2671
    private static bool IsParenthesised(ReadOnlySpan<char> text, int position, ref DigitCluster cluster)
    {
        var area = cluster.Group(0);
        return area is >= 2 and <= 5 && position + area < text.Length && text[position + area] == ')' && cluster.Count is >= 8 and <= 12;
    }

    private static bool IsEven(ref DigitCluster cluster)
    {
        for (var index = 0; index < cluster.GroupCount; index++)
        {
            if (cluster.Group(index) is < 2 or > 8)
            {
                return false;
            }
        }

        return true;
    }

    // 2024-01-31, 31.01.2024, 01/31/2024 and the like, also with a time behind.
    private static bool IsDate(ref DigitCluster cluster) =>
        cluster.Separator is '-' or '.' or '/' or '?' && cluster.GroupCount >= 3
        && ((cluster.Group(0) == 4 && cluster.Group(1) <= 2 && cluster.Group(2) <= 2 && cluster.Digits[0] is '1' or '2')
            || (cluster.Group(0) <= 2 && cluster.Group(1) <= 2 && cluster.Group(2) == 4 && cluster.GroupCount == 3));

    private static bool IsExtension(ReadOnlySpan<char> text, int end) => text[end] is 'x' or 'X' && TextBounds.IsDigitAt(text, end + 1);

    private static int ExtensionEnd(ReadOnlySpan<char> text, int end)
    {
        if (end >= text.Length || !IsExtension(text, end))
        {
            return end;
        }

        var position = end + 1;
        while (TextBounds.IsDigitAt(text, position) && position - end <= 6)
        {
            position++;
        }

        return TextBounds.IsWordAt(text, position) ? end : position;
    }
}
