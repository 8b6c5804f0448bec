using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

public sealed class UnknownPathTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/nothing/here")]
    [InlineData("/auth/nothing")]
    [InlineData("/auth")]
    public async Task An_unknown_path_of_the_API_is_a_problem_and_not_the_start_page(string path)
    {
        using var answer = await gateway.Client.GetAsync(path, TestContext.Current.CancellationToken);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("not_found", problem.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/proxies", null, HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("POST", "/api/v1/auth/login", "text/plain", HttpStatusCode.UnsupportedMediaType, "unsupported_media_type")]
    [InlineData("POST", "/api/v1/api-keys/none/revoke", null, HttpStatusCode.Unauthorized, "unauthenticated")]
    public async Task A_path_that_exists_is_not_called_unknown(string method, string path, string? type, HttpStatusCode status, string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        request.Content = type is null ? null : new StringContent("{}", System.Text.Encoding.UTF8, type);
        using var answer = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal((status, code), (answer.StatusCode, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task The_documentation_address_leads_to_the_page_in_the_web_UI()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = gateway.Url };

        using var answer = await client.GetAsync("/api/v1/docs", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/docs", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Readiness_names_the_configuration_beside_the_store()
    {
        var ready = await gateway.Client.GetFromJsonAsync<JsonElement>("/ready", TestContext.Current.CancellationToken);

        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.Equal("ok", ready.GetProperty("parts").GetProperty("configuration").GetString());
        Assert.Equal("ok", ready.GetProperty("parts").GetProperty("storage").GetString());
    }
}
