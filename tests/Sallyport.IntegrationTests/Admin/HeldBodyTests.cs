using System.Net;
using System.Net.Http.Headers;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>Changes whose body is held back while the rights of whoever sends them are taken away.</summary>
public sealed class HeldBodyTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("disabled", "/users", """{"username":"left-behind","role":"admin"}""", HttpStatusCode.Unauthorized)]
    [InlineData("demoted", "/users", """{"username":"left-behind","role":"viewer"}""", HttpStatusCode.Forbidden)]
    [InlineData("ended", "/api-keys", """{"name":"left-behind"}""", HttpStatusCode.Unauthorized)]
    public async Task What_was_taken_away_meanwhile_is_gone_when_the_body_arrives(string how, string path, string json, HttpStatusCode expected)
    {
        var person = await Person.CreateAsync(gateway, $"held-{how}", "admin");
        var id = (await person.CallAsync(HttpMethod.Get, "/auth/me")).GetProperty("id").GetString();
        using var body = new HeldBody(json);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1{path}") { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        request.Headers.ExpectContinue = true;
        var asking = gateway.Client.SendAsync(request, Token);
        await body.Asked.WaitAsync(Token);

        await (how switch
        {
            "disabled" => gateway.CallAsync(HttpMethod.Patch, $"/users/{id}", new { active = false }),
            "demoted" => gateway.CallAsync(HttpMethod.Patch, $"/users/{id}", new { role = "viewer" }),
            _ => gateway.CallAsync(HttpMethod.Post, "/security/revoke/token", new { subject = id, reason = "lost" }),
        });
        body.Release();
        using var answer = await asking;

        Assert.Equal(expected, answer.StatusCode);
    }
}
