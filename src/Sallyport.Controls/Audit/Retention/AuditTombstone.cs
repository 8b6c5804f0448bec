using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Signing;

namespace Sallyport.Controls.Audit.Retention;

/// <summary>What retention removed of one day, signed: the verifier accepts no other holes in the trail.</summary>
public sealed record AuditTombstone
{
    /// <summary>The day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Which records: one of <see cref="AuditKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>How many.</summary>
    public required long Records { get; init; }

    /// <summary>SHA-256 over the gaps they left, lower-case hex.</summary>
    public required string Gaps { get; init; }

    /// <summary>The day's head, lower-case hex.</summary>
    public required string Head { get; init; }

    /// <summary>The rule that removed them, as it was then.</summary>
    public required string Rule { get; init; }

    /// <summary>Whether all of them are gone; until then the removal goes on.</summary>
    public required bool IsDone { get; init; }

    /// <summary>The signature.</summary>
    public required AuditSignature Signature { get; init; }

    /// <summary>Digest of the gaps, which must be in order.</summary>
    public static string DigestOf(IEnumerable<AuditGap> gaps)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var gap in gaps)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{gap.First}\n{gap.Last}\n{gap.Hash}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What is signed.</summary>
    public byte[] Statement(DateTimeOffset signedAt) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"sallyport audit tombstone v1\n{AuditDay.NameOf(Date)}\n{Kind}\n{Records}\n{Gaps}\n{Head}\n{Rule}\n{signedAt.ToUnixTimeMilliseconds()}\n"));
}
