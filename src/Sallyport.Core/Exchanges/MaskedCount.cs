namespace Sallyport.Core.Exchanges;

/// <summary>How many distinct values of one type were replaced by placeholders.</summary>
/// <param name="EntityType">For example <c>EMAIL</c>.</param>
/// <param name="Count">Distinct values.</param>
public sealed record MaskedCount(string EntityType, int Count);
