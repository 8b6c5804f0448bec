using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sallyport.Controls.Guardrails;
using Sallyport.Controls.Masking;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;
using Sallyport.Core.Upstream;
using Sallyport.Detection;
using Sallyport.Detection.Rules;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Controls.Guardrails;

/// <summary>Each exchange says of every detector how completely it looked, and what was not looked at passes only where a policy says so.</summary>
public sealed class DetectorCoverageTests
{
    private static readonly RuleLibrary Library = RuleLibrary.LoadBuiltIn();
    private static readonly DetectionEngine Engine = DetectionEngine.Create(Library);

    // More that is encoded than the engine decodes of one text: the same words three times over.
    private static readonly string Beyond = Encoded(Encoded(Encoded(string.Join(' ', Enumerable.Range(0, 30_000)))));

    private readonly InMemoryProxyStore _store = new();
    private readonly InMemoryPolicyStore _stored = new();
    private readonly ProxyCatalog _catalog;
    private readonly PolicyTable _policies;

    public DetectorCoverageTests()
    {
        var options = Options.Create(new UpstreamOptions());
        _catalog = new ProxyCatalog(_store, new UpstreamClient(new AddressGuard(options), options), Options.Create(new LimitOptions()), TimeProvider.System);
        _policies = new PolicyTable(Engine, Library, _stored, _catalog, TimeProvider.System, NullLogger<PolicyTable>.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"name":"p","description":"x","kind":"llm","actions":{"pii":"flag"}}""", "rules:Scanned personal_data:Scanned classifier:Skipped")]
    [InlineData("""{"name":"p","description":"x","kind":"llm","actions":{"pii-email":"flag"}}""", "rules:Skipped personal_data:Scanned classifier:Skipped")]
    [InlineData("""{"name":"p","description":"x","kind":"llm","actions":{"jailbreak":"flag"},"classifier":{"*":{}}}""", "rules:Scanned personal_data:Skipped classifier:Scanned")]
    [InlineData("""{"name":"p","description":"x","kind":"llm","masking":["EMAIL"]}""", "rules:Skipped personal_data:Skipped classifier:Skipped masking:Scanned")]
    public async Task Each_detector_says_whether_it_looked(string policy, string coverage)
    {
        using var exchange = await ExchangeAsync("Good morning.", policy);
        Assert.Null(await GuardAsync(exchange));

        Assert.Equal(coverage, Coverage(exchange));
    }

    [Fact]
    public async Task A_text_beyond_the_engines_limits_is_refused()
    {
        using var exchange = await ExchangeAsync(Beyond, """{"name":"p","description":"x","kind":"llm","actions":{"jailbreak":"flag"}}""");

        Assert.Equal(DenialCode.GuardFailed, (await GuardAsync(exchange))?.Code);
        Assert.Equal("rules:Partial personal_data:Skipped classifier:Skipped", Coverage(exchange));
    }

    [Fact]
    public async Task A_policy_that_fails_open_lets_it_pass_and_says_so()
    {
        using var exchange = await ExchangeAsync(Beyond, """{"name":"p","description":"x","kind":"llm","actions":{"jailbreak":"flag"},"fail_open":true}""");
        Assert.Null(await GuardAsync(exchange));
        exchange.Answer = new UpstreamAnswer(200, 1, 0);

        Assert.Equal("rules:FailedOpen personal_data:Skipped classifier:Skipped", Coverage(exchange));
        Assert.Equal(ExchangeOutcome.Flagged, ExchangeOutcome.Of(exchange));
    }

    [Fact]
    public async Task One_policy_that_does_not_fail_open_is_enough_to_refuse()
    {
        using var exchange = await ExchangeAsync(Beyond, """{"name":"p","description":"x","kind":"llm","actions":{"jailbreak":"flag"},"fail_open":true}""", "secrets-only");

        Assert.Equal(DenialCode.GuardFailed, (await GuardAsync(exchange))?.Code);
    }

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private static string Coverage(Exchange exchange) => string.Join(' ', exchange.Detectors.Select(detector => $"{detector.Name}:{detector.State}"));

    private async Task<Denial?> GuardAsync(Exchange exchange) =>
        await new InspectRequestStage(_policies).ApplyAsync(exchange, Cancellation) ?? await new MaskRequestStage(_policies, new MarkingDigest()).ApplyAsync(exchange, Cancellation);

    private async Task<Exchange> ExchangeAsync(string text, string policy, params string[] others)
    {
        var proxy = new ProxyConfig { Id = "p", Name = "p", Kind = PlaneKind.Llm, Target = new Uri("https://upstream.example"), Policies = ["p", .. others] };
        await _stored.SaveAsync(new StoredPolicy("p", policy, DateTimeOffset.UnixEpoch), null, RequestActor.System.Entry(DateTimeOffset.UnixEpoch, "policy.saved", "policy", "p", "p"), Cancellation);
        _store.Add(proxy);
        await _catalog.ReloadAsync(Cancellation);
        await _policies.ReloadAsync(Cancellation);
        var json = Encoding.UTF8.GetBytes($"\"{text}\"");
        var rented = ArrayPool<byte>.Shared.Rent(json.Length);
        json.CopyTo(rented, 0);
        return new Exchange(new DefaultHttpContext(), "id", DateTimeOffset.UnixEpoch)
        {
            Proxy = proxy,
            Request = new RequestContent(rented, json.Length) { Segments = [new TextSegment { Role = TextRole.User, Start = 1, Length = text.Length, Text = text.AsMemory() }] },
        };
    }
}
