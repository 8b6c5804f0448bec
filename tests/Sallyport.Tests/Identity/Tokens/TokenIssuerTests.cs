using Microsoft.Extensions.Options;
using Sallyport.Core.Limits;
using Sallyport.Core.Proxies;
using Sallyport.Core.Upstream;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Tokens;
using Sallyport.Identity.Users;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Identity.Tokens;

public sealed class TokenIssuerTests : IDisposable
{
    private readonly IdentityFixture _identity = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _identity.Dispose();

    [Theory]
    [InlineData(1, true)]
    [InlineData(64, false)]
    public async Task A_token_that_could_not_be_used_is_not_made_and_the_refusal_says_what_to_shorten(int models, bool isMade)
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);
        var asked = new TokenRequest { Scope = new KeyScope { Models = [.. Enumerable.Range(0, models).Select(_ => new string('\u00e9', 128))] } };

        var (made, refusal) = await Issuer().IssueAsync(asked, user, null, _identity.Actor, Cancellation);

        Assert.Equal((isMade, isMade), (made is not null, refusal is null));
        Assert.Equal(isMade, _identity.Audit.EventTypes.Contains("auth.token.issued"));
        Assert.Equal(isMade ? null : 400, refusal?.Status);
        Assert.Equal(isMade ? null : ["scope"], refusal?.Errors?.Keys);
    }

    [Fact]
    public async Task Whoever_has_as_many_as_may_be_gets_no_further_one()
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);
        var live = new LiveTokens(_identity.Clock);
        for (var i = 0; i < LiveTokens.MostOfUser; i++)
        {
            live.TryAdd(user.Id, _identity.Clock.GetUtcNow().AddMinutes(1));
        }

        var (made, refusal) = await Issuer(live).IssueAsync(new TokenRequest(), user, null, _identity.Actor, Cancellation);

        Assert.Null(made);
        Assert.Equal((429, "too_many_tokens"), (refusal?.Status, refusal?.Code));
    }

    private TokenIssuer Issuer(LiveTokens? live = null)
    {
        var upstream = Options.Create(new UpstreamOptions());
        var proxies = new ProxyCatalog(new InMemoryProxyStore(), new UpstreamClient(new AddressGuard(upstream), upstream), Options.Create(new LimitOptions()), _identity.Clock);
        return new TokenIssuer(_identity.TokenWriter, live ?? new LiveTokens(_identity.Clock), proxies, _identity.Ids, _identity.Audit, _identity.Clock, _identity.TokenOptions);
    }
}
