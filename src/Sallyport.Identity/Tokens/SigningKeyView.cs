namespace Sallyport.Identity.Tokens;

/// <summary>A signing key as shown to people.</summary>
/// <param name="Id">Its <c>kid</c>.</param>
/// <param name="Algorithm">ES256, RS256 or PS256.</param>
/// <param name="CreatedAt">When it was made; it is published from then on.</param>
/// <param name="SignsFrom">When it begins to sign.</param>
/// <param name="VerifiesUntil">When its last token is over; null while it is the last key.</param>
public sealed record SigningKeyView(string Id, string Algorithm, DateTimeOffset CreatedAt, DateTimeOffset SignsFrom, DateTimeOffset? VerifiesUntil)
{
    internal static SigningKeyView Of(SigningKeyEntry entry) =>
        new(entry.Key.Id, TokenAlgorithms.NameOf(entry.Key.Algorithm), entry.Key.CreatedAt, entry.Key.SignsFrom, entry.VerifiesUntil);
}
