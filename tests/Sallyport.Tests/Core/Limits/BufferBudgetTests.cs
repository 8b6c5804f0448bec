using Microsoft.AspNetCore.Http;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Xunit;

namespace Sallyport.Tests.Core.Limits;

public sealed class BufferBudgetTests
{
    private const int Free = Exchange.FreeBytes;

    private readonly BufferBudget _budget = new(1000);

    [Fact]
    public void A_small_exchange_costs_the_budget_nothing()
    {
        using var exchange = Make();

        Assert.True(exchange.TryHold(Free));

        Assert.Equal(0, _budget.Held);
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_takes_no_room()
    {
        using var first = Make();
        using var second = Make();

        Assert.True(first.TryHold(Free + 600));
        Assert.False(second.TryHold(Free + 401));
        Assert.True(second.TryHold(Free + 400));

        Assert.Equal(1000, _budget.Held);
    }

    [Fact]
    public void Room_that_is_let_go_is_there_for_others()
    {
        using var exchange = Make();
        Assert.True(exchange.TryHold(Free + 1000));

        exchange.LetGo(700);

        Assert.Equal(300, _budget.Held);
    }

    [Fact]
    public void An_exchange_gives_back_what_it_holds_exactly_once()
    {
        using var other = Make();
        Assert.True(other.TryHold(Free + 10));
        var exchange = Make();
        Assert.True(exchange.TryHold(Free + 500));
        exchange.LetGo(100);

        exchange.Dispose();
        exchange.Dispose();

        Assert.Equal(10, _budget.Held);
    }

    private Exchange Make() => new(new DefaultHttpContext(), "id", DateTimeOffset.UnixEpoch) { Buffers = _budget };
}
