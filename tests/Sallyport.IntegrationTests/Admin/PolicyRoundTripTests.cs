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
        foreach (var pack in packs.GetProperty("items").EnumerateArray())
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
            };

            await gateway.CallAsync(HttpMethod.Post, "/policies", copy);

            var read = (await gateway.CallAsync(HttpMethod.Get, $"/policies/{name}")).GetProperty("policy");
            foreach (var member in new[] { "kind", "actions", "directions", "thresholds", "masking", "masking_settings", "rule_count" })
            {
                Assert.True(JsonElement.DeepEquals(pack.GetProperty(member), read.GetProperty(member)), $"'{member}' of {name} differs.");
            }
        }
    }
}
