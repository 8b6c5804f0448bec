using Sallyport.Controls.Guardrails;

namespace Sallyport.Storage.Guardrails;

/// <summary>A row of <c>policy_version</c>.</summary>
internal sealed class PolicyRow
{
    public required string Name { get; init; }

    public required long Version { get; init; }

    public required string Json { get; init; }

    public required long UpdatedAt { get; init; }

    public required string SavedBy { get; init; }

    public required string Comment { get; init; }

    /// <summary>As stored.</summary>
    public static PolicyRow From(StoredPolicy policy) => new()
    {
        Name = policy.Name,
        Version = policy.Version,
        Json = policy.Json,
        UpdatedAt = StoredTime.ToMicroseconds(policy.UpdatedAt),
        SavedBy = StoredText.Clean(policy.SavedBy),
        Comment = StoredText.Clean(policy.Comment),
    };

    /// <summary>As used.</summary>
    public StoredPolicy ToPolicy() => new(Name, Json, StoredTime.FromMicroseconds(UpdatedAt)) { Version = Version, SavedBy = SavedBy, Comment = Comment };
}
