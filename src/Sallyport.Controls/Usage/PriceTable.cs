using System.Collections.Frozen;
using System.Text.Json;
using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Usage;

/// <summary>
/// Prices by model. A model is found under its own name, or under the longest listed name that it extends with a date or variant
/// (<c>gpt-4o-2024-11-20</c> is priced like <c>gpt-4o</c>). An unknown model has no price: its cost is null, never zero.
/// </summary>
public sealed class PriceTable
{
    private const decimal PerMillion = 1_000_000m;
    private const int MaxRemembered = 1024;

    private readonly FrozenDictionary<string, ModelPrice> _prices;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, ModelPrice?> _resolved = new(StringComparer.Ordinal);

    /// <summary>Makes a table.</summary>
    public PriceTable(IReadOnlyDictionary<string, ModelPrice> prices) => _prices = prices.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The table shipped with this version.</summary>
    public static PriceTable LoadBuiltIn()
    {
        using var stream = typeof(PriceTable).Assembly.GetManifestResourceStream("prices.json")
            ?? throw new InvalidOperationException("The price table is missing from the assembly.");
        using var document = JsonDocument.Parse(stream);
        return new PriceTable(document.RootElement.GetProperty("models").EnumerateObject().ToDictionary(model => model.Name, model => Read(model.Value)));
    }

    /// <summary>The cost of this usage in US dollars, or null when the model has no price.</summary>
    public decimal? Cost(string model, TokenUsage usage)
    {
        if (Find(model) is not { } price)
        {
            return null;
        }

        var plain = Math.Max(0, usage.InputTokens - usage.CachedInputTokens - usage.CacheWriteTokens);
        return ((plain * price.Input)
            + (usage.CachedInputTokens * (price.CachedInput ?? price.Input))
            + (usage.CacheWriteTokens * (price.CacheWrite ?? price.Input))
            + (usage.OutputTokens * price.Output)) / PerMillion;
    }

    private static ModelPrice Read(JsonElement price) => new(
        price.GetProperty("input").GetDecimal(),
        price.GetProperty("output").GetDecimal(),
        price.TryGetProperty("cached_input", out var cached) ? cached.GetDecimal() : null,
        price.TryGetProperty("cache_write", out var write) ? write.GetDecimal() : null);

    private ModelPrice? Find(string model)
    {
        if (_prices.TryGetValue(model, out var price) || _resolved.TryGetValue(model, out price))
        {
            return price;
        }

        var name = _prices.Keys
            .Where(known => model.Length > known.Length && model.StartsWith(known, StringComparison.OrdinalIgnoreCase) && model[known.Length] is '-' or '@' or ':')
            .MaxBy(known => known.Length);
        price = name is null ? null : _prices[name];
        // Model names come from callers: what is remembered of them is bounded.
        if (_resolved.Count < MaxRemembered)
        {
            _resolved[model] = price;
        }

        return price;
    }
}
