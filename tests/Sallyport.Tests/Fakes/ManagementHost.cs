using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sallyport.Controls.Access;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Core.Limits;
using Sallyport.Core.Proxies;
using Sallyport.Core.Secrets;
using Sallyport.Core.Upstream;
using Sallyport.Identity;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Authentication;
using Sallyport.Identity.Mfa;
using Sallyport.Identity.Revocation;
using Sallyport.Identity.Roles;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Tokens;
using Sallyport.Identity.Users;

namespace Sallyport.Tests.Fakes;

/// <summary>The management endpoints of Identity and Access on real Kestrel with in-memory stores.</summary>
public sealed class ManagementHost : IAsyncDisposable
{
    public const string AdminPassword = "configured phrase 9";

    private readonly WebApplication _app;

    private ManagementHost(WebApplication app, HttpClient client)
    {
        _app = app;
        Client = client;
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public RecordingAuditLog Audit => Services.GetRequiredService<RecordingAuditLog>();

    public static async Task<ManagementHost> StartAsync(CancellationToken cancellationToken, string? adminPassword = AdminPassword)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        Register(builder.Services, adminPassword);
        var app = builder.Build();
        app.UseApiProblems();
        app.MapGroup("/auth").MapAuth();
        var api = app.MapGroup("/api/v1");
        api.MapGroup("/auth").MapAuth();
        api.MapApiKeyAdmin();
        api.MapTeamsAdmin();
        api.MapGet("/operators", () => ApiResult.Done()).RequireAuthorization(Permissions.ProxiesRun);
        api.MapGet("/broken", IResult () => throw new InvalidOperationException("inner secret")).AllowAnonymous();
        await app.StartAsync(cancellationToken);
        await app.Services.GetRequiredService<AdminBootstrap>().EnsureAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.Single();

        // No cookie jar: each test says which credential it shows.
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(address ?? "") };
        return new ManagementHost(app, client);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, object? body, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, options: ApiJson.Options);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, cancellationToken);
    }

    public async Task<string> SignInAsync(CancellationToken cancellationToken, string name = "admin", string password = AdminPassword)
    {
        using var response = await SendAsync(HttpMethod.Post, "/api/v1/auth/login", new { username = name, password }, cancellationToken);
        var body = await ReadAsync(response, cancellationToken);
        return body.GetProperty("data").GetProperty("token").GetString() ?? "";
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);

    private static void Register(IServiceCollection services, string? adminPassword)
    {
        var audit = new RecordingAuditLog();
        var keys = new InMemoryApiKeyStore(audit);
        services.AddSingleton(audit);
        services.AddSingleton<IAuditLog>(audit);
        var users = new InMemoryUserStore(audit);
        services.AddSingleton<IUserStore>(users);
        services.AddSingleton<IMfaStore>(new InMemoryMfaStore(audit, users));
        services.AddSingleton<ISecretSealer>(new PlainSealer());
        services.AddSingleton<IRoleStore>(new InMemoryRoleStore());
        var revocations = new InMemoryRevocationStore(audit);
        services.AddSingleton<ISessionStore>(new InMemorySessionStore(audit, revocations));
        services.AddSingleton<IApiKeyStore>(keys);
        services.AddSingleton<ITeamStore>(new InMemoryTeamStore(audit, keys));
        services.AddSingleton<IKeyUsageStore>(new NoKeyUsage());
        services.AddSingleton<IRevocationStore>(revocations);
        services.AddSingleton<ISigningKeyStore>(new InMemorySigningKeyStore(audit));
        services.AddUpstream();
        services.AddSingleton<ProxyCatalog>();
        services.AddSingleton<InMemoryProxyStore>();
        services.AddSingleton<IProxyStore>(provider => provider.GetRequiredService<InMemoryProxyStore>());
        services.Configure<IdentityOptions>(options => options.AdminPassword = adminPassword);
        services.AddLimits();
        services.AddIdentity();
        services.AddAccess();
        services.AddSingleton(provider => new SnapshotRefresher(
        [
            provider.GetRequiredService<UserTable>(), provider.GetRequiredService<AccessTable>(), provider.GetRequiredService<ApiKeyTable>(),
        ]));
    }
}
