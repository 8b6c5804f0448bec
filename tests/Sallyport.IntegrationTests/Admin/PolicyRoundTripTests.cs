using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

public sealed class PolicyRoundTripTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task What_reading_a_policy_gives_makes_the_same_policy_again()
    {
        var packs = await gateway.CallAsync(HttpMethod.Get, "/policies?limit=100");
        foreach (var pack in packs.GetProperty("items").EnumerateArray().Where(pack => pack.GetProperty("built_in").GetBoolean()))
        {
            var name = $"copy-of-{pack.GetProperty("name").GetString()}";
            var copy = new
            {
                name,
                description = "A copy.",
                kind = pack.GetProperty("kind"),
                actions = pack.GetProperty("actions"),
                directions = pack.GetProperty("directions"),
                thresholds = pack.GetProperty("thresholds"),
                masking = pack.GetProperty("masking"),
                masking_settings = pack.GetProperty("masking_settings"),
                fail_open = pack.GetProperty("fail_open"),
            };

            await gateway.CallAsync(HttpMethod.Post, "/policies", copy);

            var read = (await gateway.CallAsync(HttpMethod.Get, $"/policies/{name}")).GetProperty("policy");
            foreach (var member in new[] { "kind", "actions", "directions", "thresholds", "masking", "masking_settings", "fail_open", "rule_count" })
            {
                Assert.True(JsonElement.DeepEquals(pack.GetProperty(member), read.GetProperty(member)), $"'{member}' of {name} differs.");
            }
        }
    }

    [Fact]
    public async Task The_document_that_is_read_is_the_one_that_was_saved_and_makes_the_same_policy_again()
    {
        var document = JsonElement.Parse("""
            {
              "name": "everything-said", "description": "Every member.", "kind": "llm", "extends": "llm-standard-security", "version": "1.2.0", "enabled": false,
              "actions": {"toxicity": "warn", "codename": "block"}, "directions": {"output": {"secret": "redact"}}, "thresholds": {"pii": 0.3},
              "classifier": {"jailbreak": {"threshold": 0.9, "action": "flag"}},
              "masking": ["EMAIL", "PHONE"], "masking_settings": {"*": {"placeholder_format": "[[{TYPE}-{COUNT}]]"}, "PHONE": {"mode": "hash", "unmask_for_user": false}},
              "fail_open": true,
              "rules": [{"id": "codename", "category": "exfiltration", "severity": "high", "patterns": ["blue heron"]}],
              "tests": [{"name": "a codename", "text": "the blue heron", "expect": "block", "rule": "codename"}]
            }
            """);
        await gateway.CallAsync(HttpMethod.Post, "/policies", document);
        var first = await gateway.CallAsync(HttpMethod.Get, "/policies/everything-said");

        await gateway.CallAsync(HttpMethod.Put, "/policies/everything-said", first.GetProperty("document"));
        var second = await gateway.CallAsync(HttpMethod.Get, "/policies/everything-said");

        Assert.True(JsonElement.DeepEquals(document, first.GetProperty("document")), "reading changed the document");
        Assert.True(JsonElement.DeepEquals(document, second.GetProperty("document")), "saving what was read changed the document");
        foreach (var member in first.GetProperty("policy").EnumerateObject().Where(member => member.Name is not ("version" or "updated_at")))
        {
            Assert.True(JsonElement.DeepEquals(member.Value, second.GetProperty("policy").GetProperty(member.Name)), $"'{member.Name}' differs.");
        }
    }
}
