using Sallyport.Identity.Tokens;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Identity.Tokens;

public sealed class LiveTokensTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_user_has_so_many_at_a_time_and_others_have_theirs()
    {
        var live = new LiveTokens(_clock);
        var end = _clock.GetUtcNow().AddMinutes(15);
        for (var i = 0; i < LiveTokens.MostOfUser; i++)
        {
            Assert.Null(live.TryAdd("ann", i == 7 ? end.AddMinutes(-5) : end));
        }

        Assert.Equal(TimeSpan.FromMinutes(10), live.TryAdd("ann", end));
        Assert.Null(live.TryAdd("bob", end));
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(live.TryAdd("ann", end));
        Assert.Equal(TimeSpan.FromMinutes(5), live.TryAdd("ann", end));
    }
}
