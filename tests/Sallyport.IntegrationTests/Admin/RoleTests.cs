using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Users;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>Who reaches which route: each one of them, asked by somebody of each role.</summary>
public sealed class RoleTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static readonly string[] ForOperators =
    [
        "POST /api/v1/proxies/test-target", "POST /api/v1/proxies/{id}/start", "POST /api/v1/proxies/{id}/stop", "POST /api/v1/proxies/{id}/restart",
        "POST /api/v1/outside-detectors/{name}/test",
        "POST /api/v1/policies/compiled/recompile", "POST /api/v1/policies/compiled/recompile/{name}",
        "POST /api/v1/events/{id}/false-positives", "DELETE /api/v1/events/{id}/false-positives",
    ];

    private static readonly string[] ForAdministrators =
    [
        "POST /api/v1/proxies", "PUT /api/v1/proxies/{id}", "DELETE /api/v1/proxies/{id}",
        "POST /api/v1/outside-detectors", "PUT /api/v1/outside-detectors/{name}", "DELETE /api/v1/outside-detectors/{name}",
        "POST /api/v1/policies", "PUT /api/v1/policies/{name}", "DELETE /api/v1/policies/{name}",
        "POST /api/v1/policies/import", "POST /api/v1/policies/{name}/enable", "POST /api/v1/policies/{name}/disable",
        "POST /api/v1/policies/{name}/versions/{version}/restore", "PUT /api/v1/policies/{name}/yara/{file}", "DELETE /api/v1/policies/{name}/yara/{file}",
        "POST /api/v1/teams", "PUT /api/v1/teams/{id}", "PUT /api/v1/teams/{id}/grants", "DELETE /api/v1/teams/{id}", "PUT /api/v1/settings",
        "GET /api/v1/users", "POST /api/v1/users", "GET /api/v1/users/{id}", "PATCH /api/v1/users/{id}", "DELETE /api/v1/users/{id}",
        "POST /api/v1/users/{id}/reset-password", "POST /api/v1/users/{id}/unlock", "DELETE /api/v1/users/{id}/mfa",
        "GET /api/v1/users/{id}/sessions", "DELETE /api/v1/users/{id}/sessions", "DELETE /api/v1/users/{id}/sessions/{session}",
        "POST /api/v1/user-groups", "PUT /api/v1/user-groups/{id}", "PUT /api/v1/user-groups/{id}/grants", "DELETE /api/v1/user-groups/{id}",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(UserRole.Viewer)]
    [InlineData(UserRole.Operator)]
    [InlineData(UserRole.Admin)]
    public async Task Each_role_reaches_its_own_routes_only(UserRole role)
    {
        var session = await SignInAsync(role);
        var refused = new List<string>();
        foreach (var (method, path) in Routes())
        {
            // Signing out would end the test's own session.
            if (path.EndsWith("/logout", StringComparison.Ordinal) || path.EndsWith("/refresh", StringComparison.Ordinal))
            {
                continue;
            }

            using var request = new HttpRequestMessage(HttpMethod.Parse(method), path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session);
            request.Content = method == "GET" ? null : new StringContent("{}", Encoding.UTF8, "application/json");
            using var answer = await gateway.Client.SendAsync(request, Token);
            Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.Forbidden)
            {
                refused.Add($"{method} {path}");
            }
        }

        string[] expected = role switch
        {
            UserRole.Viewer => [.. ForOperators, .. ForAdministrators],
            UserRole.Operator => ForAdministrators,
            _ => [],
        };
        Assert.Equal(expected.Order(StringComparer.Ordinal), refused.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_route_says_who_may_use_it()
    {
        var silent = gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(endpoint => endpoint.DisplayName);
        Assert.Empty(silent);
    }

    private List<(string Method, string Path)> Routes() =>
    [
        .. gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Select(method => (method, "/" + route.RoutePattern.RawText?.Trim('/'))) ?? []),
    ];

    private async Task<string> SignInAsync(UserRole role)
    {
        var (users, name) = (gateway.Services.GetRequiredService<IUserStore>(), role.ToString().ToLowerInvariant());
        var now = TimeProvider.System.GetUtcNow();
        var user = new User
        {
            Id = $"id-{name}", Name = $"role-{name}", Email = "", Role = role, PasswordHash = "none", MustChangePassword = false, CreatedAt = now, PasswordChangedAt = now,
        };
        await users.InsertAsync(user, RequestActor.System.Entry(now, "user.created", "user", user.Id, user.Name), Token);
        await gateway.Services.GetRequiredService<UserTable>().ReloadAsync(Token);
        return (await gateway.Services.GetRequiredService<UserSessions>().BeginAsync(user, SignInMethod.Password, SessionOrigin.Unknown, RequestActor.System, Token)).Token;
    }
}
