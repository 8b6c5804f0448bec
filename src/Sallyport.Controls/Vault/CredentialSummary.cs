namespace Sallyport.Controls.Vault;

/// <summary>What may be shown of a credential.</summary>
/// <param name="LastFour">The last four characters, or empty for short secrets.</param>
/// <param name="UpdatedAt">When the secret was last set.</param>
/// <param name="IsUsable">Whether it could be opened with the loaded master key.</param>
public sealed record CredentialSummary(string LastFour, DateTimeOffset UpdatedAt, bool IsUsable);
