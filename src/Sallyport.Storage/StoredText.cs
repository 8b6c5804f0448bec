using System.Text;

namespace Sallyport.Storage;

/// <summary>
/// Texts that callers write, made fit to be stored: PostgreSQL refuses NUL and half surrogate pairs, and a caller's odd model
/// name must not make a whole batch fail.
/// </summary>
internal static class StoredText
{
    /// <summary>The text, with what cannot be stored replaced.</summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') && !text.Contains('\0', StringComparison.Ordinal))
        {
            return text;
        }

        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '?');
    }
}
