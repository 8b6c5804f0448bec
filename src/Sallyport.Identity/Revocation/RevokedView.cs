namespace Sallyport.Identity.Revocation;

/// <summary>What was ended.</summary>
/// <param name="Kind"><c>api_key</c>, <c>token</c>, <c>subject</c> or <c>family</c>.</param>
/// <param name="Id">The key's, token's, user's or session's id.</param>
/// <param name="ApiKeys">How many API keys it ended.</param>
public sealed record RevokedView(string Kind, string Id, int ApiKeys);
