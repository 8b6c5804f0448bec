namespace Sallyport.Controls.Usage;

/// <summary>What a model costs, in US dollars per million tokens.</summary>
/// <param name="Input">Input tokens that were not cached.</param>
/// <param name="Output">Output tokens, reasoning included.</param>
/// <param name="CachedInput">Input tokens read from the provider's cache; null: like other input.</param>
/// <param name="CacheWrite">Input tokens written to the provider's cache; null: like other input.</param>
public sealed record ModelPrice(decimal Input, decimal Output, decimal? CachedInput = null, decimal? CacheWrite = null);
