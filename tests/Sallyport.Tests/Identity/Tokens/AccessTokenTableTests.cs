using Microsoft.AspNetCore.Http;
using Sallyport.Identity.Tokens;
using Sallyport.Identity.Users;
using Xunit;

namespace Sallyport.Tests.Identity.Tokens;

public sealed class AccessTokenTableTests : IDisposable
{
    private readonly IdentityFixture _identity = new(tokens: new TokenOptions { MaxRemembered = 1 });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _identity.Dispose();

    [Fact]
    public async Task A_full_table_looks_for_what_is_over_at_most_once_a_second()
    {
        await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);
        var first = await WriteAsync("token-0001", TimeSpan.FromSeconds(1));
        var second = await WriteAsync("token-0002", TimeSpan.FromMinutes(5));
        Assert.True(IsRemembered(first));

        _identity.Clock.Advance(TimeSpan.FromMilliseconds(900));
        Assert.False(IsRemembered(second));
        // The first is over by now, which only a look at every entry tells.
        _identity.Clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.False(IsRemembered(second));
        _identity.Clock.Advance(TimeSpan.FromMilliseconds(800));
        Assert.True(IsRemembered(second));
    }

    private bool IsRemembered(string text)
    {
        if (_identity.Tokens.FindKnown(text) is null)
        {
            Assert.NotNull(_identity.Tokens.Verify(text, new DefaultHttpContext().Response));
        }

        return _identity.Tokens.FindKnown(text) is not null;
    }

    private Task<string> WriteAsync(string id, TimeSpan lifetime)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(_identity.Clock.GetUtcNow().ToUnixTimeSeconds());
        return _identity.TokenWriter.WriteAsync(new AccessToken { Id = id, Name = "n", UserId = "user-ann", IssuedAt = now, ExpiresAt = now + lifetime }, Cancellation);
    }
}
