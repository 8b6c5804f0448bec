namespace Sallyport.Identity.Tokens;

/// <summary>A new access token with its text: the only time it is shown, for it is kept nowhere.</summary>
/// <param name="AccessToken">The token's text; callers send it as <c>Authorization: Bearer</c>.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds until it ends.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="TokenId">Its <c>jti</c>, by which it can be revoked.</param>
public sealed record TokenView(string AccessToken, string TokenType, int ExpiresIn, DateTimeOffset ExpiresAt, string TokenId)
{
    /// <summary>Does not show the token.</summary>
    public override string ToString() => $"access token {TokenId}";
}
