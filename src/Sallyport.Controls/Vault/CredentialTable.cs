using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Vault;

/// <summary>
/// The credentials in memory, opened at reload. One that cannot be opened does not stop the others: its proxies fail closed, and the
/// log and the summary say so.
/// </summary>
public sealed partial class CredentialTable(ICredentialStore store, CredentialSealer sealer, ILogger<CredentialTable> logger) : ISnapshot
{
    private readonly SnapshotCell<FrozenDictionary<string, Entry>> _entries = new(FrozenDictionary<string, Entry>.Empty);

    /// <summary>What may be shown of a credential, or null when there is none of that id.</summary>
    public CredentialSummary? Describe(string id) => _entries.Current.GetValueOrDefault(id)?.Summary;

    /// <inheritdoc />
    public Task ReloadAsync(CancellationToken cancellationToken) => _entries.ReloadAsync(BuildAsync, cancellationToken);

    internal OpenedCredential? Find(string id) => _entries.Current.GetValueOrDefault(id)?.Opened;

    private async Task<FrozenDictionary<string, Entry>> BuildAsync(CancellationToken cancellationToken) =>
        (await store.ListAsync(cancellationToken)).ToFrozenDictionary(credential => credential.Id, Open, StringComparer.Ordinal);

    private Entry Open(SealedCredential credential)
    {
        var opened = TryOpen(credential);
        return new Entry(opened, new CredentialSummary(credential.LastFour, credential.UpdatedAt, opened is not null));
    }

    private OpenedCredential? TryOpen(SealedCredential credential)
    {
        try
        {
            return sealer.Open(credential);
        }
        catch (CryptographicException exception)
        {
            Log.CredentialNotOpened(logger, credential.Id, exception.Message);
            return null;
        }
    }

    // A class: a record's text form would list its members.
    private sealed class Entry(OpenedCredential? opened, CredentialSummary summary)
    {
        internal OpenedCredential? Opened { get; } = opened;

        internal CredentialSummary Summary { get; } = summary;
    }

    private static partial class Log
    {
        [LoggerMessage(3100, LogLevel.Error, "The credential {CredentialId} cannot be opened; proxies that use it answer 503: {Reason}")]
        internal static partial void CredentialNotOpened(ILogger logger, string credentialId, string reason);
    }
}
