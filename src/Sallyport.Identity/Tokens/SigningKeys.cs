using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Sallyport.Core.Secrets;

namespace Sallyport.Identity.Tokens;

/// <summary>
/// The keys that sign access tokens. The first is made with the first token. Each next one is published a while before it signs, and each
/// former one goes on verifying until its last token is over. Private parts are opened to sign and closed after.
/// </summary>
public sealed class SigningKeys(ISigningKeyStore store, ISecretSealer sealer, IIdGenerator ids, TimeProvider clock, IOptions<TokenOptions> options) : ISnapshot
{
    private readonly SnapshotCell<IReadOnlyList<SigningKeyEntry>> _keys = new([]);

    /// <inheritdoc />
    public Task ReloadAsync(CancellationToken cancellationToken) => _keys.ReloadAsync(BuildAsync, cancellationToken);

    /// <summary>Those that are published: all that verify, or will.</summary>
    internal IReadOnlyList<SigningKeyEntry> Published => [.. _keys.Current.Where(IsInForce)];

    /// <summary>The key of that id while it verifies.</summary>
    internal SigningKeyEntry? Find(string id)
    {
        foreach (var entry in _keys.Current)
        {
            if (entry.Key.Id == id)
            {
                return IsInForce(entry) ? entry : null;
            }
        }

        return null;
    }

    /// <summary>Signs with the key whose turn it is; makes the first key, and the next one in good time.</summary>
    internal async Task<(string KeyId, byte[] Signature)> SignAsync(Func<SigningKey, byte[]> textFor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (InTurn(now) is null)
        {
            await AddAsync(now, RequestActor.System, cancellationToken);
        }
        else if (_keys.Current[^1].Key.SignsFrom + options.Value.KeyLifetime - options.Value.PublishAhead <= now)
        {
            await AddAsync(now + options.Value.PublishAhead, RequestActor.System, cancellationToken);
        }

        var key = InTurn(now) ?? throw new InvalidOperationException("The signing key that was just made is missing.");
        var opened = sealer.Open(RecordOf(key.Id), key.Private);
        try
        {
            using var pair = KeyPair.OfPrivate(key.Algorithm, opened);
            return (key.Id, pair.Sign(textFor(key)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(opened);
        }
    }

    /// <summary>Makes the next key; it signs after it has been published for a while. Null while one waits for its turn already.</summary>
    internal async Task<SigningKey?> RotateAsync(RequestActor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return _keys.Current is [.., { Key: var last }] && last.SignsFrom > now
            ? null
            : await AddAsync(InTurn(now) is null ? now : now + options.Value.PublishAhead, actor, cancellationToken);
    }

    private static string RecordOf(string id) => $"signing_key/{id}";

    private SigningKey? InTurn(DateTimeOffset now) => _keys.Current.LastOrDefault(entry => entry.Key.SignsFrom <= now)?.Key;

    private bool IsInForce(SigningKeyEntry entry) => entry.VerifiesUntil is null || clock.GetUtcNow() < entry.VerifiesUntil;

    private async Task<SigningKey> AddAsync(DateTimeOffset signsFrom, RequestActor actor, CancellationToken cancellationToken)
    {
        var id = ids.NewId();
        _ = TokenAlgorithms.TryParse(options.Value.Algorithm, out var algorithm);
        using var pair = KeyPair.Create(algorithm);
        var exported = pair.ExportPrivate();
        try
        {
            var key = new SigningKey(id, algorithm, pair.ExportPublic(), sealer.Seal(RecordOf(id), exported), clock.GetUtcNow(), signsFrom);
            var over = _keys.Current.Where(entry => !IsInForce(entry)).Select(entry => entry.Key.Id).ToList();
            var audit = actor.Entry(clock.GetUtcNow(), "auth.signing_key.created", "signing_key", id, id) with
            {
                Details = AuditDetails.Of(new { Algorithm = TokenAlgorithms.NameOf(algorithm), signsFrom }),
            };
            await store.InsertAsync(key, over, audit, cancellationToken);
            await ReloadAsync(cancellationToken);
            return key;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(exported);
        }
    }

    private async Task<IReadOnlyList<SigningKeyEntry>> BuildAsync(CancellationToken cancellationToken)
    {
        var keys = await store.ListAsync(cancellationToken);
        var known = _keys.Current.ToDictionary(entry => entry.Key.Id, entry => entry.Public, StringComparer.Ordinal);
        return
        [
            .. keys.Select((key, i) => new SigningKeyEntry(
                key,
                known.GetValueOrDefault(key.Id) ?? KeyPair.OfPublic(key.Algorithm, key.PublicKey),
                i + 1 < keys.Count ? keys[i + 1].SignsFrom + options.Value.MaxLifetime : null)),
        ];
    }
}
