using Sallyport.Controls.Vault;

namespace Sallyport.Controls.Outside;

/// <summary>An outside detector as the management API shows it.</summary>
public sealed record OutsideView
{
    /// <summary>Unique name.</summary>
    public required string Name { get; init; }

    /// <summary>How it is spoken to.</summary>
    public required OutsideKind Kind { get; init; }

    /// <summary>Where it is.</summary>
    public required string Target { get; init; }

    /// <summary>The judge's model; empty of a webhook.</summary>
    public required string Model { get; init; }

    /// <summary>What the judge is told beyond its fixed instructions.</summary>
    public required string Instructions { get; init; }

    /// <summary>The categories that verdicts may name.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>How long one question may take in milliseconds.</summary>
    public required int TimeoutMs { get; init; }

    /// <summary>The most characters of one question.</summary>
    public required int MaxCharacters { get; init; }

    /// <summary>The most questions under way at a time.</summary>
    public required int MaxConcurrent { get; init; }

    /// <summary>For people.</summary>
    public required string Description { get; init; }

    /// <summary>How the gateway shows itself to it, without the secret.</summary>
    public required OutsideAuthView Auth { get; init; }

    /// <summary>Whether it failed so often in a row that it is left alone for a while.</summary>
    public required bool Resting { get; init; }

    /// <summary>Sums since the gateway started.</summary>
    public required OutsideTotalsView Totals { get; init; }

    /// <summary>The policies that ask it.</summary>
    public required IReadOnlyList<string> Policies { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static OutsideView Of(GuardedDetector detector, CredentialSummary? secret, IReadOnlyList<string> policies)
    {
        var config = detector.Config;
        return new OutsideView
        {
            Name = config.Name,
            Kind = config.Kind,
            Target = config.Target.ToString(),
            Model = config.Model,
            Instructions = config.Instructions,
            Categories = config.Categories,
            TimeoutMs = (int)config.Timeout.TotalMilliseconds,
            MaxCharacters = config.MaxCharacters,
            MaxConcurrent = config.MaxConcurrent,
            Description = config.Description,
            Auth = new OutsideAuthView(config.Auth.Type, config.Auth.Name, config.Auth.CredentialId is not null, secret?.LastFour),
            Resting = detector.IsResting,
            Totals = detector.Totals.Read(),
            Policies = policies,
            CreatedAt = config.CreatedAt,
            UpdatedAt = config.UpdatedAt,
        };
    }
}
