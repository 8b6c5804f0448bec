namespace Sallyport.Controls.Audit;

/// <summary>Exchanges whose gravest finding is of one category.</summary>
/// <param name="Category">The category.</param>
/// <param name="Count">How many exchanges.</param>
public sealed record CategoryCount(string Category, long Count);
