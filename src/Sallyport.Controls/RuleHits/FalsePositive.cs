namespace Sallyport.Controls.RuleHits;

/// <summary>A person's word that what a rule found in an exchange was nothing.</summary>
/// <param name="ExchangeId">The exchange.</param>
/// <param name="Rule">The rule.</param>
/// <param name="ExchangeAt">When the exchange began.</param>
/// <param name="MarkedAt">When it was marked.</param>
/// <param name="MarkedBy">By whom.</param>
/// <param name="Note">Why, in their words; may be empty.</param>
public sealed record FalsePositive(string ExchangeId, string Rule, DateTimeOffset ExchangeAt, DateTimeOffset MarkedAt, string MarkedBy, string Note);
