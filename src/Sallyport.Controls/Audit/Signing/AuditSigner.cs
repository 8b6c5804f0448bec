using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sallyport.Controls.Audit.Days;
using Sallyport.Core.Auditing;
using Sallyport.Core.Secrets;

namespace Sallyport.Controls.Audit.Signing;

/// <summary>
/// Signs the trail with a key of its own (ECDSA over P-256, FIPS 186-5). It is made at the first start and sealed with the master key: whoever can
/// write the database alone can compute a new chain, but not sign it.
/// </summary>
internal sealed partial class AuditSigner(IAuditDayStore store, ISecretSealer sealer, TimeProvider clock, ILogger<AuditSigner> logger) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ECDsa? _key;
    private string _id = "";

    /// <summary>Signs a statement, which is made for the moment of signing.</summary>
    internal async Task<AuditSignature> SignAsync(Func<DateTimeOffset, byte[]> statement, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var key = _key ??= await LoadAsync(cancellationToken);
            // Whole milliseconds, which is what the statement names and every store keeps.
            var at = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
            return new AuditSignature(_id, at, Convert.ToBase64String(key.SignData(statement(at), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _key?.Dispose();
        _gate.Dispose();
    }

    private async Task<ECDsa> LoadAsync(CancellationToken cancellationToken)
    {
        var stored = (await store.ListKeysAsync(cancellationToken)).LastOrDefault(key => key.RetiredAt is null);
        if (stored is not null && Open(stored) is { } opened)
        {
            return opened;
        }

        // Two gateways that start together may both make one; the one stored first is used by both.
        await CreateAsync(stored?.Id, cancellationToken);
        var first = (await store.ListKeysAsync(cancellationToken)).Last(key => key.RetiredAt is null);
        return Open(first) ?? throw new CryptographicException($"The audit key {first.Id} cannot be opened with this gateway's master key.");
    }

    private ECDsa? Open(AuditSigningKey stored)
    {
        var bytes = Array.Empty<byte>();
        try
        {
            bytes = sealer.Open(RecordOf(stored.Id), stored.Secret);
            var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(bytes, out _);
            _id = stored.Id;
            return key;
        }
        catch (CryptographicException exception)
        {
            Log.KeyLost(logger, stored.Id, exception);
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private async Task CreateAsync(string? retired, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var bytes = key.ExportPkcs8PrivateKey();
        try
        {
            var now = clock.GetUtcNow();
            var id = AuditPublicKeys.IdOf(key.ExportSubjectPublicKeyInfo());
            var created = new AuditSigningKey(id, key.ExportSubjectPublicKeyInfoPem(), sealer.Seal(RecordOf(id), bytes), now, null);
            var audit = RequestActor.System.Entry(now, "audit.key.created", "audit_key", id, id) with { Details = AuditDetails.Of(new { created.PublicKey, retired }) };
            await store.AddKeyAsync(created, retired, audit, cancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static string RecordOf(string id) => "audit-key/" + id;

    private static partial class Log
    {
        [LoggerMessage(320, LogLevel.Error, "The audit key {Key} cannot be opened; a new one is made, and auditors need its public half")]
        internal static partial void KeyLost(ILogger logger, string key, Exception exception);
    }
}
