using Sallyport.Core.Api;
using Sallyport.Core.Proxies;
using Sallyport.Identity.ApiKeys;
using Xunit;

namespace Sallyport.Tests.Identity.ApiKeys;

public sealed class KeyScopeTests
{
    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(100_000_000, 2_000_000_000, true)]
    [InlineData(100_000_001, 2_000_000_001, false)]
    [InlineData(0, 0, false)]
    [InlineData(-1, -1, false)]
    public void Limits_lie_between_one_and_the_published_most(int requests, int tokens, bool holds)
    {
        var faults = new FaultList();
        var scope = new KeyScope { RequestsPerMinute = requests, RequestsPerHour = requests, RequestsPerDay = requests, ModelTokensPerDay = tokens };
        scope.FindFaults("scope", ProxyTable.Empty, faults);

        string[] members = ["scope.model_tokens_per_day", "scope.requests_per_day", "scope.requests_per_hour", "scope.requests_per_minute"];
        Assert.Equal(holds ? [] : members, (faults.ToProblem().Errors?.Keys ?? []).Order(StringComparer.Ordinal));
    }
}
