using Sallyport.Controls.Outside;
using Sallyport.Core.Proxies;

namespace Sallyport.Storage.Outside;

/// <summary>A row of <c>outside_detector</c>.</summary>
internal sealed class OutsideRow
{
    public required string Name { get; init; }

    public required string Kind { get; init; }

    public required string Target { get; init; }

    public required string Model { get; init; }

    public required string Instructions { get; init; }

    /// <summary>Joined by spaces; their names hold none.</summary>
    public required string Categories { get; init; }

    public required long TimeoutMs { get; init; }

    public required long MaxCharacters { get; init; }

    public required long MaxConcurrent { get; init; }

    public required string Description { get; init; }

    public required string AuthType { get; init; }

    public string? AuthName { get; init; }

    public string? CredentialId { get; init; }

    public required long CreatedAt { get; init; }

    public required long UpdatedAt { get; init; }

    /// <summary>As stored.</summary>
    public static OutsideRow From(OutsideConfig detector) => new()
    {
        Name = detector.Name,
        Kind = StoredNames.Of(detector.Kind),
        Target = detector.Target.OriginalString,
        Model = StoredText.Clean(detector.Model),
        Instructions = StoredText.Clean(detector.Instructions),
        Categories = string.Join(' ', detector.Categories),
        TimeoutMs = (long)detector.Timeout.TotalMilliseconds,
        MaxCharacters = detector.MaxCharacters,
        MaxConcurrent = detector.MaxConcurrent,
        Description = StoredText.Clean(detector.Description),
        AuthType = StoredNames.Of(detector.Auth.Type),
        AuthName = detector.Auth.Name,
        CredentialId = detector.Auth.CredentialId,
        CreatedAt = StoredTime.ToMicroseconds(detector.CreatedAt),
        UpdatedAt = StoredTime.ToMicroseconds(detector.UpdatedAt),
    };

    /// <summary>As used.</summary>
    public OutsideConfig ToDetector() => new()
    {
        Name = Name,
        Kind = StoredNames.Parse<OutsideKind>(Kind),
        Target = new Uri(Target),
        Model = Model,
        Instructions = Instructions,
        Categories = Categories.Split(' '),
        Timeout = TimeSpan.FromMilliseconds(TimeoutMs),
        MaxCharacters = (int)MaxCharacters,
        MaxConcurrent = (int)MaxConcurrent,
        Description = Description,
        Auth = new UpstreamAuth { Type = StoredNames.Parse<UpstreamAuthType>(AuthType), Name = AuthName, CredentialId = CredentialId },
        CreatedAt = StoredTime.FromMicroseconds(CreatedAt),
        UpdatedAt = StoredTime.FromMicroseconds(UpdatedAt),
    };
}
