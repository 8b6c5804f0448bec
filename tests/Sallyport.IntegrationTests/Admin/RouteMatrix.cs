using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Roles;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Users;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>Asks every route of a running gateway, as nobody and as somebody of each built-in role, and writes down what answered.</summary>
internal sealed class RouteMatrix(GatewayFixture gateway)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Every route with the method that it takes; <c>GET</c> for one that takes any.</summary>
    internal IReadOnlyList<(string Method, string Path, string Permission)> Routes() =>
    [
        .. gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                .Select(method => (method, "/" + route.RoutePattern.RawText?.Trim('/'), PermissionOf(route))))
            .OrderBy(route => route.Item2, StringComparer.Ordinal).ThenBy(route => route.method, StringComparer.Ordinal),
    ];

    /// <summary>The matrix as comma-separated values, a line a route.</summary>
    internal async Task<string> WriteAsync()
    {
        var routes = Routes();
        var roles = BuiltInRoles.All.Select(role => role.Name).ToList();
        var columns = new List<IReadOnlyList<string>> { await AskAsync(routes, null) };
        foreach (var role in roles)
        {
            columns.Add(await AskAsync(routes, await SignInAsync(role)));
        }

        var text = new StringBuilder($"method,path,permission,nobody,{string.Join(',', roles)}\n");
        for (var i = 0; i < routes.Count; i++)
        {
            text.Append(routes[i].Method).Append(',').Append(routes[i].Path).Append(',').Append(routes[i].Permission);
            text.AppendJoin("", columns.Select(column => "," + column[i])).Append('\n');
        }

        return text.ToString();
    }

    private static string PermissionOf(RouteEndpoint route) => route.Metadata.GetMetadata<IAllowAnonymous>() is not null
        ? "(public)"
        : route.Metadata.GetOrderedMetadata<IAuthorizeData>() is { Count: > 0 } asked ? string.Join(" ", asked.Select(one => one.Policy)) : "(none)";

    private async Task<IReadOnlyList<string>> AskAsync(IReadOnlyList<(string Method, string Path, string Permission)> routes, string? session)
    {
        var answers = new List<string>();
        foreach (var (method, path, permission) in routes)
        {
            // Signing out or renewing would end the matrix's own session; that they want one is asked without it.
            var isEnding = session is not null && (path.EndsWith("/logout", StringComparison.Ordinal) || path.EndsWith("/refresh", StringComparison.Ordinal));
            answers.Add(permission == "(public)" ? "public" : isEnding ? "yes" : await AskAsync(method, path, session));
        }

        return answers;
    }

    private async Task<string> AskAsync(string method, string path, string? session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
        request.Headers.Authorization = session is null ? null : new AuthenticationHeaderValue("Bearer", session);
        request.Content = method == "GET" ? null : new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{method} {path} answered {(int)answer.StatusCode}.");
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => "401",
            HttpStatusCode.Forbidden => "403",
            _ => "yes",
        };
    }

    private async Task<string> SignInAsync(string role)
    {
        var users = gateway.Services.GetRequiredService<IUserStore>();
        var now = TimeProvider.System.GetUtcNow();
        var user = new User
        {
            Id = $"id-{role}", Name = $"role-{role}", Role = role, PasswordHash = "none", CreatedAt = now, PasswordChangedAt = now,
        };
        await users.InsertAsync(user, RequestActor.System.Entry(now, "user.created", "user", user.Id, user.Name), Token);
        await gateway.Services.GetRequiredService<UserTable>().ReloadAsync(Token);
        return (await gateway.Services.GetRequiredService<UserSessions>().BeginAsync(user, SignInMethod.Password, SessionOrigin.Unknown, RequestActor.System, Token)).Token;
    }
}
