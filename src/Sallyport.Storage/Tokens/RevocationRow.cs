using Sallyport.Identity.Revocation;

namespace Sallyport.Storage.Tokens;

/// <summary>A row of <c>revocation</c>.</summary>
internal sealed class RevocationRow
{
    public required string Kind { get; init; }

    public required string Value { get; init; }

    public required long RevokedAt { get; init; }

    public required long ExpiresAt { get; init; }

    /// <summary>As stored.</summary>
    public static RevocationRow From(RevocationEntry entry) => new()
    {
        Kind = StoredNames.Of(entry.Kind),
        Value = entry.Value,
        RevokedAt = StoredTime.ToMicroseconds(entry.RevokedAt),
        ExpiresAt = StoredTime.ToMicroseconds(entry.ExpiresAt),
    };

    /// <summary>As used.</summary>
    public RevocationEntry ToEntry() =>
        new(StoredNames.Parse<RevocationKind>(Kind), Value, StoredTime.FromMicroseconds(RevokedAt), StoredTime.FromMicroseconds(ExpiresAt));
}
