using System.Net;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Llm;

/// <summary>The pack <c>llm-data-redaction</c> as its users see it, and as the management API describes it.</summary>
public sealed class DataRedactionTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Pack = "llm-data-redaction";
    private const string Mail = "ada.lovelace@example.com";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_address_in_an_answer_that_nobody_sent_is_redacted()
    {
        await using var upstream = await EchoUpstream.StartAsync();
        upstream.Says = $"Ask {Mail} about it.";
        var proxy = await gateway.CreateProxyAsync("redacts", "openai", upstream.Url, Pack);
        var key = await gateway.CreateKeyAsync("redacts", [proxy]);

        using var request = ChatRequest.Create(gateway.Url, "redacts", key, "Whom do I ask?");
        using var answer = await gateway.Client.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Ask [REDACTED] about it.", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Mail, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_types_of_data_are_told_apart_from_rules()
    {
        var policy = (await gateway.CallAsync(HttpMethod.Get, $"/policies/{Pack}")).GetProperty("policy");

        Assert.Equal(0, policy.GetProperty("rule_count").GetInt32());
        var entities = policy.GetProperty("entities").EnumerateArray().ToDictionary(entity => entity.GetProperty("name").GetString() ?? "");
        Assert.Equal(62, entities.Count);
        Assert.Subset(entities.Keys.ToHashSet(), new HashSet<string> { "CREDIT_CARD", "EMAIL", "IBAN", "IP_ADDRESS", "PHONE", "US_SSN", "DE_TAX_ID", "VIN" });
        Assert.True(entities["EMAIL"].GetProperty("masked").GetBoolean());
        Assert.Equal(
            ("monitor", "redact"),
            (entities["EMAIL"].GetProperty("actions").GetProperty("input").GetString(), entities["EMAIL"].GetProperty("actions").GetProperty("output").GetString()));
    }
}
