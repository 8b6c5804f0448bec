using Sallyport.Core.Secrets;
using Sallyport.Identity.Mfa;

namespace Sallyport.Storage.Mfa;

/// <summary>A row of <c>totp</c>.</summary>
internal sealed class TotpRow
{
    public required string UserId { get; init; }

    public required string KeyId { get; init; }

    public required byte[] Envelope { get; init; }

    public required long CreatedAt { get; init; }

    public long? ConfirmedAt { get; init; }

    public required long LastStep { get; init; }

    /// <summary>As stored.</summary>
    public static TotpRow From(StoredTotp totp) => new()
    {
        UserId = totp.UserId,
        KeyId = totp.Secret.KeyId,
        Envelope = totp.Secret.Envelope,
        CreatedAt = StoredTime.ToMicroseconds(totp.CreatedAt),
        ConfirmedAt = totp.ConfirmedAt is { } at ? StoredTime.ToMicroseconds(at) : null,
        LastStep = totp.LastStep,
    };

    /// <summary>As used.</summary>
    public StoredTotp ToTotp() => new(
        UserId,
        new SealedSecret(KeyId, Envelope),
        StoredTime.FromMicroseconds(CreatedAt),
        ConfirmedAt is { } at ? StoredTime.FromMicroseconds(at) : null,
        LastStep);
}
