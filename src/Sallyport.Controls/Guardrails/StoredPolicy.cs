namespace Sallyport.Controls.Guardrails;

/// <summary>A policy as stored: its pack file.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="Json">The pack in the format of <c>rules/packs</c>.</param>
/// <param name="UpdatedAt">When it was last saved.</param>
public sealed record StoredPolicy(string Name, string Json, DateTimeOffset UpdatedAt);
