namespace Sallyport.Identity.ApiKeys;

/// <summary>Refused requests of a key for one reason.</summary>
/// <param name="Code">The refusal's stable code, such as <c>access_denied</c> or <c>rate_limited</c>.</param>
/// <param name="Count">How many.</param>
public sealed record KeyRefusals(string Code, long Count);
