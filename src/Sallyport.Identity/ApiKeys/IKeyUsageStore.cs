namespace Sallyport.Identity.ApiKeys;

/// <summary>What is stored of the use of keys.</summary>
public interface IKeyUsageStore
{
    /// <summary>Use by day from then on, the first first.</summary>
    Task<IReadOnlyList<KeyUsageDay>> ListDaysAsync(string keyId, DateTimeOffset from, CancellationToken cancellationToken);

    /// <summary>Refusals by reason from then on, the most frequent first.</summary>
    Task<IReadOnlyList<KeyRefusals>> CountRefusalsAsync(string keyId, DateTimeOffset from, CancellationToken cancellationToken);
}
