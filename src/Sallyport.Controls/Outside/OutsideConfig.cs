using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Outside;

/// <summary>An outside detector as configured. Holds a reference to its secret, never the secret.</summary>
public sealed record OutsideConfig
{
    /// <summary>Unique name, by which policies ask it.</summary>
    public required string Name { get; init; }

    /// <summary>How it is spoken to.</summary>
    public required OutsideKind Kind { get; init; }

    /// <summary>Of a judge the API's base address, such as <c>https://api.openai.com/v1</c>; of a webhook the address itself.</summary>
    public required Uri Target { get; init; }

    /// <summary>The judge's model; empty of a webhook.</summary>
    public string Model { get; init; } = "";

    /// <summary>What the operator tells the judge beyond its fixed instructions; empty of a webhook.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>The categories that its verdicts may name. The first one is that of a webhook's verdict which names none.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>How long one question may take, waiting for a place included.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The most characters of one question; longer texts are asked about in parts.</summary>
    public required int MaxCharacters { get; init; }

    /// <summary>The most questions under way at a time.</summary>
    public required int MaxConcurrent { get; init; }

    /// <summary>For people.</summary>
    public string Description { get; init; } = "";

    /// <summary>How the gateway shows itself to it.</summary>
    public UpstreamAuth Auth { get; init; } = UpstreamAuth.None;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The id of a detector's secret in the vault. That of a proxy's is the proxy's id, which holds no slash.</summary>
    public static string SecretIdOf(string name) => $"outside/{name}";
}
