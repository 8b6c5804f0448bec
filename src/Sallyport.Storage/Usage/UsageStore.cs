using Sallyport.Controls.Usage;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Usage;

/// <summary>Usage sums in the database.</summary>
internal sealed class UsageStore(DatabaseReader reader, DatabaseWriter writer) : IUsageStore
{
    private const string Columns =
        "minute, proxy_id, model, team_id, caller_id, requests, blocked, denied, failed, masked, duration_us, input_tokens, output_tokens, cost_pico_usd";

    // Adding in the statement keeps the sums right when several gateways write the same minute.
    private const string Add = $"""
        INSERT INTO usage_minute ({Columns})
        VALUES (@Minute, @ProxyId, @Model, @TeamId, @CallerId, @Requests, @Blocked, @Denied, @Failed, @Masked, @DurationUs, @InputTokens, @OutputTokens, @CostPicoUsd)
        ON CONFLICT (minute, proxy_id, model, team_id, caller_id) DO UPDATE SET
          requests = usage_minute.requests + excluded.requests,
          blocked = usage_minute.blocked + excluded.blocked,
          denied = usage_minute.denied + excluded.denied,
          failed = usage_minute.failed + excluded.failed,
          masked = usage_minute.masked + excluded.masked,
          duration_us = usage_minute.duration_us + excluded.duration_us,
          input_tokens = usage_minute.input_tokens + excluded.input_tokens,
          output_tokens = usage_minute.output_tokens + excluded.output_tokens,
          cost_pico_usd = usage_minute.cost_pico_usd + excluded.cost_pico_usd
        """;

    /// <inheritdoc />
    public Task AddAsync(IReadOnlyList<UsageSample> samples, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            foreach (var sample in samples)
            {
                await work.ExecuteAsync(Add, UsageRow.From(sample));
            }

            return true;
        },
        [],
        isConfigurationChange: false,
        cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<UsageSample>> QueryAsync(DateTimeOffset from, string? proxyId, CancellationToken cancellationToken)
    {
        var proxy = proxyId is null ? "" : " AND proxy_id = @proxyId";
        var rows = await reader.ListAsync<UsageRow>(
            $"SELECT {Columns} FROM usage_minute WHERE minute >= @start{proxy} ORDER BY minute, proxy_id, model, team_id, caller_id",
            new { start = StoredTime.ToMicroseconds(from), proxyId },
            cancellationToken);
        return [.. rows.Select(row => row.ToSample())];
    }
}
