namespace Sallyport.Controls.Usage;

/// <summary>Durable usage sums by minute.</summary>
public interface IUsageStore
{
    /// <summary>Adds the samples' figures to what is stored for the same minute and combination.</summary>
    Task AddAsync(IReadOnlyList<UsageSample> samples, CancellationToken cancellationToken);

    /// <summary>Samples from <paramref name="from"/> on, optionally of one proxy, oldest first.</summary>
    Task<IReadOnlyList<UsageSample>> QueryAsync(DateTimeOffset from, string? proxyId, CancellationToken cancellationToken);
}
