using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sallyport.Controls.Audit;

/// <summary>
/// A record that was seen earlier and is remembered outside of the database. The chain shows by itself that nothing in it was changed; that it
/// was not cut off and its recorded end rewritten, or computed anew as a whole, shows only against something its forger could not reach.
/// </summary>
/// <param name="Sequence">The record's number, from 1.</param>
/// <param name="Hash">Its hash, lower-case hexadecimal.</param>
public sealed record AuditAnchor(long Sequence, string Hash)
{
    private const int HashLength = 64;

    /// <summary>Reads <c>NUMBER:HASH</c>, as <c>audit verify</c> prints it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AuditAnchor? anchor)
    {
        var parts = text.Split(':', 2);
        anchor = parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && sequence > 0
            && parts[1].Length == HashLength && parts[1].All(char.IsAsciiHexDigit)
                ? new AuditAnchor(sequence, parts[1].ToLowerInvariant())
                : null;
        return anchor is not null;
    }

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{Hash}");
}
