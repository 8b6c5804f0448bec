namespace Sallyport.Detection.Recognizers;

/// <summary>Finds United States social security numbers by the Social Security Administration's area, group and serial rules.</summary>
internal static class UsSsnRecognizer
{
    private const int ContextReach = 48;

    private static readonly string[] Words = ["ssn", "social security", "social-security", "socsec", "soc sec", "ss#", "ss #", "social sec", "national id"];

    /// <summary>Whether a number starts at the digit.</summary>
    public static bool TryMatch(ReadOnlySpan<char> text, int position, out EntityMatch match)
    {
        match = default;
        var cluster = DigitCluster.Read(text, position, "- .");
        if (cluster.Count != 9 || TextBounds.IsWordAt(text, cluster.End) || !IsIssued(cluster.Digits)
            || (position > 0 && text[position - 1] is '-' or '.' or '+' or '#' && TextBounds.IsDigitAt(text, position - 2)))
        {
            return false;
        }

        var isGrouped = cluster.GroupCount == 3 && cluster.Group(0) == 3 && cluster.Group(1) == 2;
        var isDashed = isGrouped && cluster.Separator == '-';
        if (!isDashed && ((!isGrouped && cluster.GroupCount != 1) || !TextBounds.HasBefore(text, position, ContextReach, Words)))
        {
            return false;
        }

        match = new EntityMatch(EntityType.UsSsn, position, cluster.End, isDashed ? 0.85 : 0.75);
        return true;
    }

    /// <summary>Whether the nine digits can have been issued.</summary>
    public static bool IsIssued(ReadOnlySpan<char> digits)
    {
        var area = digits[..3];
        return area is not ("000" or "666") && area[0] != '9' && digits[3..5] is not "00" && digits[5..] is not "0000"
            && digits.ContainsAnyExcept(digits[0]) && digits is not ("123456789" or "078051120" or "219099999");
    }
}
