using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Llm;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>Who reaches which route: each one of them, asked by nobody and by somebody of each role. The answers are a reviewed file.</summary>
public sealed class RoleTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Update = "SALLYPORT_UPDATE_DOCUMENTS";
    private const string Matrix = "tests/Sallyport.IntegrationTests/Admin/route-matrix.csv";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_role_reaches_its_own_routes_only()
    {
        var path = Fixture.InRepository(Matrix);
        var asked = await new RouteMatrix(gateway).WriteAsync();
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            await File.WriteAllTextAsync(path, asked, Token);
        }

        var reviewed = File.Exists(path) ? await File.ReadAllTextAsync(path, Token) : "";
        Assert.True(
            reviewed == asked,
            $"Who may do what has changed. Run this test with {Update}=1 and review the change of {Matrix}:\n{string.Join('\n', asked.Split('\n').Except(reviewed.Split('\n')))}");
    }

    [Fact]
    public void Every_route_says_who_may_use_it_by_one_permission_of_the_catalogue()
    {
        var silent = gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Where(endpoint => endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>() is not [{ Policy: { } policy }] || !(policy == ApiPolicies.SignedIn || Rights.Exists(policy)))
            .Select(endpoint => endpoint.DisplayName);
        Assert.Empty(silent);
    }

    [Fact]
    public void Without_identity_only_these_routes_answer()
    {
        string[] expected =
        [
            "GET /.well-known/jwks.json", "GET /api/v1/docs", "GET /api/v1/{documentName}.json", "GET /health", "GET /ready",
            "POST /api/v1/auth/login", "POST /api/v1/auth/refresh", "POST /auth/login", "POST /auth/refresh",
        ];
        var open = new RouteMatrix(gateway).Routes().Where(route => route.Permission == "(public)").Select(route => $"{route.Method} {route.Path}");
        Assert.Equal(expected, open.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/llm/some-proxy/v1/chat/completions")]
    [InlineData("/llm/some-proxy/v1/models")]
    [InlineData("/mcp")]
    [InlineData("/mcp/some-proxy")]
    [InlineData("/a2a/some-agent")]
    [InlineData("/api/some-service/path")]
    public async Task Without_identity_no_data_plane_answers(string path)
    {
        using var answer = await gateway.Client.PostAsync(path, new StringContent("{}"), Token);
        Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound, $"{path} answered {(int)answer.StatusCode}.");
    }
}
