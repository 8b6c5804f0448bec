using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Sallyport.Core.Secrets;

namespace Sallyport.Identity.Tokens;

/// <summary>
/// The keys that sign access tokens. The first is made with the first token. Each next one is published a while before it signs, and each
/// former one goes on verifying until its last token is over. Private parts are opened to sign and closed after. One that cannot be opened, as
/// after a change of the master key, is followed at once by another.
/// </summary>
public sealed partial class SigningKeys(
    ISigningKeyStore store, ISecretSealer sealer, IIdGenerator ids, TimeProvider clock, IOptions<TokenOptions> options, ILogger<SigningKeys> logger) : ISnapshot, IDisposable
{
    private readonly SemaphoreSlim _making = new(1, 1);
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
        if (IsOneDue(clock.GetUtcNow()))
        {
            await AddDueAsync(cancellationToken);
        }

        var key = InTurn(clock.GetUtcNow()) ?? throw new InvalidOperationException("The signing key that was just made is missing.");
        if (Open(key) is not { } pair)
        {
            key = await ReplaceAsync(key, cancellationToken);
            pair = Open(key) ?? throw new CryptographicException($"The signing key {key.Id} cannot be opened with this gateway's master key.");
        }

        using (pair)
        {
            return (key.Id, pair.Sign(textFor(key)));
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

    /// <inheritdoc />
    public void Dispose() => _making.Dispose();

    private static string RecordOf(string id) => $"signing_key/{id}";

    private SigningKey? InTurn(DateTimeOffset now) => _keys.Current.LastOrDefault(entry => entry.Key.SignsFrom <= now)?.Key;

    private bool IsInForce(SigningKeyEntry entry) => entry.VerifiesUntil is null || clock.GetUtcNow() < entry.VerifiesUntil;

    /// <summary>Whether no key signs yet, or the last one signs for so long that the next one has to be published.</summary>
    private bool IsOneDue(DateTimeOffset now) =>
        InTurn(now) is null || _keys.Current[^1].Key.SignsFrom + options.Value.KeyLifetime - options.Value.PublishAhead <= now;

    /// <summary>Makes the key that is due. Of many who ask for it at a time, the first makes it for all.</summary>
    private async Task AddDueAsync(CancellationToken cancellationToken)
    {
        await _making.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (IsOneDue(now))
            {
                await AddAsync(InTurn(now) is null ? now : now + options.Value.PublishAhead, RequestActor.System, cancellationToken);
            }
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>The key that signs in the place of one that cannot be opened; likewise.</summary>
    private async Task<SigningKey> ReplaceAsync(SigningKey lost, CancellationToken cancellationToken)
    {
        await _making.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            return InTurn(now) is { } made && made.Id != lost.Id ? made : await AddAsync(now, RequestActor.System, cancellationToken);
        }
        finally
        {
            _making.Release();
        }
    }

    private KeyPair? Open(SigningKey key)
    {
        var opened = Array.Empty<byte>();
        try
        {
            opened = sealer.Open(RecordOf(key.Id), key.Private);
            return KeyPair.OfPrivate(key.Algorithm, opened);
        }
        catch (CryptographicException exception)
        {
            Log.KeyLost(logger, key.Id, exception);
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(opened);
        }
    }

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

    private static partial class Log
    {
        [LoggerMessage(2200, LogLevel.Error, "The signing key {Key} of access tokens cannot be opened with this master key; a new one signs in its place")]
        internal static partial void KeyLost(ILogger logger, string key, Exception exception);
    }
}
