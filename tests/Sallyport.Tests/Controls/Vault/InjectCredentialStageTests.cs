using Microsoft.Extensions.Logging.Abstractions;
using Sallyport.Controls.Vault;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Controls.Vault;

public sealed class InjectCredentialStageTests
{
    private const string Secret = "sk-live-0123456789abcdef";

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryCredentialStore _store = new();
    private readonly CredentialTable _table;
    private readonly CredentialAdmin _admin;
    private readonly InjectCredentialStage _stage;

    public InjectCredentialStageTests()
    {
        var sealer = new CredentialSealer(MasterKey.Create(), _clock);
        _table = new CredentialTable(_store, sealer, NullLogger<CredentialTable>.Instance);
        _admin = new CredentialAdmin(sealer, _table);
        _stage = new InjectCredentialStage(_table);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(UpstreamAuthType.Bearer, null, "Authorization", "Bearer " + Secret)]
    [InlineData(UpstreamAuthType.Header, "x-api-key", "x-api-key", Secret)]
    public async Task The_secret_becomes_the_header_of_the_scheme(UpstreamAuthType type, string? name, string header, string value)
    {
        await SetAsync("c1");
        var exchange = ExchangeWith(new UpstreamAuth { Type = type, Name = name, CredentialId = "c1" });
        Assert.Null(await _stage.ApplyAsync(exchange, Cancellation));
        Assert.Equal((header, value), (exchange.Credential?.Header, exchange.Credential?.Value));
    }

    [Fact]
    public async Task A_proxy_without_a_scheme_gets_no_credential()
    {
        var exchange = ExchangeWith(UpstreamAuth.None);
        Assert.Null(await _stage.ApplyAsync(exchange, Cancellation));
        Assert.Null(exchange.Credential);
    }

    [Theory]
    [InlineData(UpstreamAuthType.Bearer, null, null)]
    [InlineData(UpstreamAuthType.Bearer, null, "absent")]
    [InlineData(UpstreamAuthType.Header, null, "c1")]
    public async Task A_credential_that_is_not_there_fails_closed(UpstreamAuthType type, string? name, string? id)
    {
        await SetAsync("c1");
        var exchange = ExchangeWith(new UpstreamAuth { Type = type, Name = name, CredentialId = id });
        var denial = await _stage.ApplyAsync(exchange, Cancellation);
        Assert.Equal((DenialCode.CredentialUnavailable, 503), (denial?.Code, denial?.Status));
        Assert.Null(exchange.Credential);
    }

    [Fact]
    public async Task A_changed_record_fails_closed_and_does_not_stop_the_others()
    {
        await SetAsync("c1");
        await SetAsync("c2");
        _store.Records["c1"].Envelope[^1] ^= 1;
        await _table.ReloadAsync(Cancellation);
        Assert.NotNull(await _stage.ApplyAsync(ExchangeWith(Bearer("c1")), Cancellation));
        Assert.Null(await _stage.ApplyAsync(ExchangeWith(Bearer("c2")), Cancellation));
        Assert.Equal((false, true), (_admin.Describe("c1")?.IsUsable, _admin.Describe("c2")?.IsUsable));
    }

    [Fact]
    public async Task A_new_secret_and_a_removed_one_count_at_once()
    {
        await SetAsync("c1");
        await SetAsync("c1", "replaced-secret-value");
        var exchange = ExchangeWith(Bearer("c1"));
        Assert.Null(await _stage.ApplyAsync(exchange, Cancellation));
        Assert.Equal("Bearer replaced-secret-value", exchange.Credential?.Value);
        Assert.True(_store.Records.Remove("c1"));
        await _table.ReloadAsync(Cancellation);
        Assert.NotNull(await _stage.ApplyAsync(ExchangeWith(Bearer("c1")), Cancellation));
    }

    [Fact]
    public async Task No_text_form_shows_the_secret()
    {
        var summary = await SetAsync("c1");
        var exchange = ExchangeWith(Bearer("c1"));
        await _stage.ApplyAsync(exchange, Cancellation);
        var texts = $"{summary} {_table} {_table.Find("c1")} {exchange.Credential} {_store.Records["c1"]}";
        Assert.DoesNotContain(Secret, texts, StringComparison.Ordinal);
        Assert.Equal("cdef", summary?.LastFour);
    }

    [Theory]
    [InlineData("http://127.0.0.1:2/")]
    [InlineData("https://127.0.0.1:1/")]
    [InlineData("http://localhost:1/")]
    public async Task A_secret_entered_for_another_server_is_not_sent(string target)
    {
        await SetAsync("c1", Secret, target);
        var exchange = ExchangeWith(Bearer("c1"));
        Assert.Equal(DenialCode.CredentialUnavailable, (await _stage.ApplyAsync(exchange, Cancellation))?.Code);
        Assert.Null(exchange.Credential);
    }

    [Theory]
    [InlineData("")]
    [InlineData("line\r\nbreak: x")]
    [InlineData("tab\there")]
    [InlineData("umlaut-\u00e4")]
    [InlineData(" leading")]
    [InlineData("trailing ")]
    public async Task Secrets_that_could_break_out_of_a_header_are_refused(string secret)
    {
        Assert.NotNull(CredentialAdmin.FindFault(secret));
        await Assert.ThrowsAsync<ArgumentException>(() => SetAsync("c1", secret));
        Assert.Empty(_store.Records);
    }

    private static UpstreamAuth Bearer(string id) => new() { Type = UpstreamAuthType.Bearer, CredentialId = id };

    private async Task<CredentialSummary?> SetAsync(string id, string secret = Secret, string target = "http://127.0.0.1:1/")
    {
        _store.Records[id] = _admin.Seal(id, secret, new Uri(target));
        await _table.ReloadAsync(Cancellation);
        return _admin.Describe(id);
    }

    private Exchange ExchangeWith(UpstreamAuth auth) => TestProxies.ExchangeFor(TestProxies.Named("openai") with { Auth = auth }, _clock);
}
