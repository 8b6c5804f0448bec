using Sallyport.Controls.Usage;

namespace Sallyport.Storage.Usage;

/// <summary>A row of <c>usage_minute</c>.</summary>
internal sealed class UsageRow
{
    public required long Minute { get; init; }

    public required string ProxyId { get; init; }

    public required string Model { get; init; }

    public required string TeamId { get; init; }

    public required string CallerId { get; init; }

    public required long Requests { get; init; }

    public required long Blocked { get; init; }

    public required long Denied { get; init; }

    public required long Failed { get; init; }

    public required long Masked { get; init; }

    public required long DurationUs { get; init; }

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    public required long CostPicoUsd { get; init; }

    /// <summary>As stored.</summary>
    public static UsageRow From(UsageSample sample) => new()
    {
        Minute = StoredTime.ToMicroseconds(sample.Minute),
        ProxyId = sample.ProxyId,
        Model = StoredText.Clean(sample.Model),
        TeamId = sample.TeamId,
        CallerId = sample.CallerId,
        Requests = sample.Requests,
        Blocked = sample.Blocked,
        Denied = sample.Denied,
        Failed = sample.Failed,
        Masked = sample.Masked,
        DurationUs = sample.DurationMicroseconds,
        InputTokens = sample.InputTokens,
        OutputTokens = sample.OutputTokens,
        CostPicoUsd = StoredMoney.ToPico(sample.CostUsd),
    };

    /// <summary>As used.</summary>
    public UsageSample ToSample() => new()
    {
        Minute = StoredTime.FromMicroseconds(Minute),
        ProxyId = ProxyId,
        Model = Model,
        TeamId = TeamId,
        CallerId = CallerId,
        Requests = Requests,
        Blocked = Blocked,
        Denied = Denied,
        Failed = Failed,
        Masked = Masked,
        DurationMicroseconds = DurationUs,
        InputTokens = InputTokens,
        OutputTokens = OutputTokens,
        CostUsd = StoredMoney.ToDollars(CostPicoUsd),
    };
}
