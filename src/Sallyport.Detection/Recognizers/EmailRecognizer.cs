namespace Sallyport.Detection.Recognizers;

/// <summary>Finds e-mail addresses (RFC 5321 limits; quoted local parts and address literals are left out).</summary>
internal static class EmailRecognizer
{
    private const int MaxLocal = 64;
    private const int MaxDomain = 253;

    /// <summary>Adds all addresses.</summary>
    public static void Find(ReadOnlySpan<char> text, List<EntityMatch> matches)
    {
        for (var at = text.IndexOf('@'); at >= 0;)
        {
            var end = at + 1;
            if (TryMatch(text, at, out var start, out var matchEnd))
            {
                matches.Add(new EntityMatch(EntityType.Email, start, matchEnd, 0.95));
                end = matchEnd;
            }

            var next = text[end..].IndexOf('@');
            at = next < 0 ? -1 : end + next;
        }
    }

    private static bool TryMatch(ReadOnlySpan<char> text, int at, out int start, out int end)
    {
        start = at;
        while (start > 0 && at - start < MaxLocal && IsLocal(text[start - 1]))
        {
            start--;
        }

        while (start < at && text[start] is '.' or '-' or '\'' or '/' or '=' or '&' or '*' or '|')
        {
            start++;
        }

        end = at + 1;
        if (start == at || text[at - 1] == '.')
        {
            return false;
        }

        while (end < text.Length && end - at <= MaxDomain && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-'))
        {
            end++;
        }

        while (end > at + 1 && text[end - 1] is '.' or '-')
        {
            end--;
        }

        return IsDomain(text[(at + 1)..end]);
    }

    private static bool IsLocal(char character) =>
        char.IsLetterOrDigit(character) || character is '.' or '_' or '-' or '+' or '%' or '\'' or '/' or '=' or '&' or '*' or '|' or '!' or '#' or '$' or '?' or '^' or '~';

    // Letters only, or the ASCII form of an internationalised name (RFC 5890 §2.3.2.1).
    private static bool IsTopLevel(ReadOnlySpan<char> name)
    {
        var isEncoded = name.StartsWith("xn--", StringComparison.OrdinalIgnoreCase);
        foreach (var character in name)
        {
            if (!char.IsLetter(character) && !(isEncoded && (char.IsAsciiDigit(character) || character == '-')))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var dot = domain.LastIndexOf('.');
        if (dot < 1 || domain.Length - dot - 1 is < 2 or > 24 || domain.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        return char.IsLetterOrDigit(domain[0]) && IsTopLevel(domain[(dot + 1)..]);
    }
}
