using Sallyport.Controls.Usage;
using Sallyport.Core.Exchanges;
using Xunit;

namespace Sallyport.Tests.Controls.Usage;

public sealed class PriceTableTests
{
    private static readonly PriceTable Prices = new(new Dictionary<string, ModelPrice>
    {
        ["model"] = new ModelPrice(1m, 10m, null, null),
        ["model-large"] = new ModelPrice(2m, 20m, 0.5m, 4m),
    });

    [Theory]
    [InlineData("model", 1)]
    [InlineData("MODEL", 1)]
    [InlineData("model-2026-01-01", 1)]
    [InlineData("model@latest", 1)]
    [InlineData("model-large", 2)]
    [InlineData("model-large-2026", 2)]
    [InlineData("model-larger", 1)]
    public void A_model_is_priced_by_the_longest_name_it_extends(string model, int dollars)
    {
        Assert.Equal(dollars, Prices.Cost(model, new TokenUsage { InputTokens = 1_000_000 }));
    }

    [Theory]
    [InlineData("modelx")]
    [InlineData("other")]
    [InlineData("")]
    public void An_unknown_model_has_no_price_rather_than_none_to_pay(string model)
    {
        Assert.Null(Prices.Cost(model, new TokenUsage { InputTokens = 1_000_000 }));
    }

    [Fact]
    public void Cached_input_is_paid_once_and_at_its_own_price()
    {
        var usage = new TokenUsage { InputTokens = 1_000_000, CachedInputTokens = 400_000, CacheWriteTokens = 100_000, OutputTokens = 10_000 };

        Assert.Equal(1m + 0.2m + 0.4m + 0.2m, Prices.Cost("model-large", usage));
        Assert.Equal(1m + 0.1m, Prices.Cost("model", usage));
    }

    [Fact]
    public void Figures_that_do_not_add_up_never_give_a_negative_price()
    {
        Assert.Equal(1m, Prices.Cost("model-large", new TokenUsage { InputTokens = 1, CachedInputTokens = 2_000_000 }));
    }

    [Fact]
    public void Names_beyond_what_is_remembered_are_priced_all_the_same()
    {
        for (var i = 0; i < 3000; i++)
        {
            Assert.Equal(1m, Prices.Cost($"model-{i}", new TokenUsage { InputTokens = 1_000_000 }));
        }
    }
}
