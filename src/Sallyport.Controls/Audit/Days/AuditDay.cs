using System.Globalization;
using System.Text;
using Sallyport.Controls.Audit.Signing;

namespace Sallyport.Controls.Audit.Days;

/// <summary>
/// A UTC day of the trail: a stretch of the chain and the hashes at both of its ends. A record belongs to the day in which it was stored. The next
/// day's chain goes on from this one's end, so no day can be left out, put elsewhere or exchanged.
/// </summary>
public sealed record AuditDay
{
    /// <summary>The day in UTC.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Its first record's number.</summary>
    public required long First { get; init; }

    /// <summary>Its last record's number; of the open day: the newest.</summary>
    public required long Last { get; init; }

    /// <summary>The hash of the record before the first, lower-case hex; zeros at the beginning of the trail.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>The last record's hash, lower-case hex: the day's head.</summary>
    public required string Hash { get; init; }

    /// <summary>Whether no record can be added any more.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>The signature under the head, or null.</summary>
    public AuditSignature? Signature { get; init; }

    /// <summary>How many records it had when it was stored.</summary>
    public long Records => Last - First + 1;

    /// <summary>The day as people and files write it.</summary>
    public string Name => NameOf(Date);

    /// <summary>A day as <c>2026-11-21</c>.</summary>
    public static string NameOf(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What is signed: eight lines of text, so that an auditor can write it down and check it with any tool.</summary>
    public byte[] Statement(DateTimeOffset signedAt) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"sallyport audit day v1\n{Name}\n{(IsClosed ? "closed" : "open")}\n{First}\n{Last}\n{PreviousHash}\n{Hash}\n{signedAt.ToUnixTimeMilliseconds()}\n"));
}
