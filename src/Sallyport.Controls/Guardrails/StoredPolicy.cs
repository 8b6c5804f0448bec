namespace Sallyport.Controls.Guardrails;

/// <summary>A policy as stored: its document, which is kept as it was sent, and who saved it.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="Json">The document in the format of <c>rules/packs</c>.</param>
/// <param name="UpdatedAt">When it was last saved.</param>
public sealed record StoredPolicy(string Name, string Json, DateTimeOffset UpdatedAt)
{
    /// <summary>Counts the policy's saves from 1. Given by the store.</summary>
    public long Version { get; init; }

    /// <summary>The name of who saved it.</summary>
    public string SavedBy { get; init; } = "";

    /// <summary>Why it was saved, in the words of who did.</summary>
    public string Comment { get; init; } = "";
}
