namespace Sallyport.Detection.Recognizers;

/// <summary>Finds private key blocks (RFC 7468, OpenSSH, PGP) as a whole, so that masking leaves nothing of the key behind.</summary>
internal static class PrivateKeyRecognizer
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const int MaxLabel = 48;
    private const int MaxBlock = 16 * 1024;

    /// <summary>Adds all blocks; one that does not end is taken to the end of its base64 lines.</summary>
    public static void Find(ReadOnlySpan<char> text, List<EntityMatch> matches)
    {
        var position = 0;
        while (position < text.Length)
        {
            var step = text[position..].IndexOf(Begin, StringComparison.Ordinal);
            if (step < 0)
            {
                return;
            }

            var start = position + step;
            position = start + Begin.Length;
            var label = text[position..Math.Min(text.Length, position + MaxLabel)];
            var dashes = label.IndexOf("-----", StringComparison.Ordinal);
            if (dashes < 0 || !label[..dashes].Contains("PRIVATE KEY", StringComparison.Ordinal))
            {
                continue;
            }

            var end = EndOf(text, position + dashes + 5);
            matches.Add(new EntityMatch(EntityType.PrivateKey, start, end, 1));
            position = end;
        }
    }

    private static int EndOf(ReadOnlySpan<char> text, int body)
    {
        var block = text[body..Math.Min(text.Length, body + MaxBlock)];
        var footer = block.IndexOf(End, StringComparison.Ordinal);
        if (footer >= 0)
        {
            var close = block[(footer + End.Length)..].IndexOf("-----", StringComparison.Ordinal);
            return close is >= 0 and <= MaxLabel ? body + footer + End.Length + close + 5 : body + footer + End.Length;
        }

        var end = body;
        while (end < text.Length && end - body < MaxBlock
            && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '+' or '/' or '=' or '\n' or '\r' or '\\' or ' '))
        {
            end++;
        }

        return end;
    }
}
