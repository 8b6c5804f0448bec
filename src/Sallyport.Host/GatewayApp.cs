using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Sallyport.Admin;
using Sallyport.Controls.Access;
using Sallyport.Controls.Audit;
using Sallyport.Controls.Guardrails;
using Sallyport.Controls.Outside;
using Sallyport.Controls.RateLimits;
using Sallyport.Controls.RuleHits;
using Sallyport.Controls.Usage;
using Sallyport.Controls.Vault;
using Sallyport.Core.Api;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Health;
using Sallyport.Core.Limits;
using Sallyport.Core.Network;
using Sallyport.Core.Pipeline;
using Sallyport.Core.Proxies;
using Sallyport.Core.Upstream;
using Sallyport.Host.Configuration;
using Sallyport.Identity;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Revocation;
using Sallyport.Identity.Roles;
using Sallyport.Identity.Tokens;
using Sallyport.Identity.Users;
using Sallyport.Planes.Llm;
using Sallyport.Storage;

namespace Sallyport.Host;

/// <summary>Puts the gateway together. Registration only: what happens to a request is in <see cref="GatewayPipeline"/>.</summary>
public static class GatewayApp
{
    /// <summary>Where it listens when nothing else is said.</summary>
    internal const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>Builds the gateway.</summary>
    /// <param name="configPath">A YAML file, or null.</param>
    /// <param name="overrides">Settings that win over file and environment.</param>
    /// <exception cref="OptionsValidationException">One section's settings are out of their ranges.</exception>
    /// <exception cref="AggregateException">Several sections' are.</exception>
    public static WebApplication Build(string? configPath, IReadOnlyDictionary<string, string?> overrides)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        GatewayConfiguration.Load(builder.Configuration, configPath, overrides);
        builder.WebHost.UseUrls(builder.Configuration["Urls"] ?? DefaultUrl);
        builder.WebHost.ConfigureKestrel(KestrelLimits.Apply).UseCertificate(builder.Configuration);
        builder.WebHost.UseSockets(KestrelLimits.Apply);
        AddServices(builder.Services, builder.Configuration);
        var app = builder.Build();
        // Before anything is resolved: the first service with faulty options would hide the faults of all others.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        Map(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IIdGenerator, TimeOrderedIdGenerator>();
        services.AddApiJson();
        services.AddNetwork().Configure<NetworkOptions>(configuration.GetSection("Network"));
        services.AddLimits().Configure<LimitOptions>(configuration.GetSection("Limits"));
        services.AddOptions<HostOptions>().Configure<IOptions<LimitOptions>>((host, limits) => host.ShutdownTimeout = ShutdownTimeOf(limits.Value.DrainTimeout));
        services.AddUpstream().Configure<UpstreamOptions>(configuration.GetSection("Upstream"));
        services.AddStorage().Configure<StorageOptions>(configuration.GetSection("Storage"));
        // A key that we make belongs beside the database it protects, so the vault follows the data folder.
        services.AddVault()
            .Configure<VaultOptions>(vault => vault.DataDirectory = configuration["Storage:DataDirectory"] ?? vault.DataDirectory)
            .Configure<VaultOptions>(configuration.GetSection("Vault"));
        services.AddIdentity()
            .Configure<IdentityOptions>(configuration.GetSection("Identity"))
            .Configure<PasswordOptions>(configuration.GetSection("Passwords"))
            .Configure<TokenOptions>(configuration.GetSection("Tokens"));
        services.AddRateLimits().Configure<RateLimitOptions>(configuration.GetSection("RateLimits"));
        services.AddLlmPlane().Configure<LlmPlaneOptions>(configuration.GetSection("Llm"));
        services.AddAudit().Configure<AuditOptions>(configuration.GetSection("Audit"));
        services.AddUsage().Configure<UsageOptions>(configuration.GetSection("Usage"));
        services.AddGuardrails().Configure<GuardrailOptions>(configuration.GetSection("Guardrails"));
        services.AddOutsideDetectors();
        services.AddRuleHits();
        services.AddAccess();
        services.AddSingleton<ProxyCatalog>();
        services.AddGatewayPipeline();
        services.AddSingleton<IProxyListeners, Listeners>();
        // Each snapshot builds on the ones before it: policies are compiled for the proxies in force.
        services.AddSingleton(provider => new SnapshotRefresher(
        [
            provider.GetRequiredService<CredentialTable>(),
            provider.GetRequiredService<OutsideTable>(),
            provider.GetRequiredService<ProxyCatalog>(),
            provider.GetRequiredService<PolicyTable>(),
            provider.GetRequiredService<RoleTable>(),
            provider.GetRequiredService<UserTable>(),
            provider.GetRequiredService<AccessTable>(),
            provider.GetRequiredService<RevocationTable>(),
            provider.GetRequiredService<SigningKeys>(),
            provider.GetRequiredService<AccessTokenTable>(),
            provider.GetRequiredService<ApiKeyTable>(),
            provider.GetRequiredService<QuotaTable>(),
        ]));
        services.AddAdmin()
            .Configure<AdminOptions>(configuration.GetSection("Admin"))
            .PostConfigure<AdminOptions>(admin => AllowListenNames(configuration["Urls"], admin));
        services.AddSingleton<GatewayStartup>();
        services.AddHostedService(provider => provider.GetRequiredService<GatewayStartup>());
        services.AddSingleton<IHealthReporter>(provider => provider.GetRequiredService<GatewayStartup>());
    }

    /// <summary>
    /// How long all of the gateway has to stop: the proxies' own ports, then the server, each as long as exchanges may go on. The store has
    /// <see cref="StorageServiceCollectionExtensions.StopTime"/> of its own, however the others ended.
    /// </summary>
    internal static TimeSpan ShutdownTimeOf(TimeSpan drain) => 2 * (drain + Listeners.Grace);

    /// <summary>Where the gateway listens, by the setting <c>urls</c> or by default.</summary>
    internal static IEnumerable<BindingAddress> AddressesOf(string? urls) =>
        (urls ?? DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(BindingAddress.Parse);

    // A name that the gateway was told to listen on is its own; wildcards are no names, and addresses are allowed anyway.
    private static void AllowListenNames(string? urls, AdminOptions admin)
    {
        foreach (var host in AddressesOf(urls).Select(address => address.Host))
        {
            if (Uri.CheckHostName(host) == UriHostNameType.Dns)
            {
                admin.AllowedHosts.Add(host);
            }
        }
    }

    private static void Map(WebApplication app)
    {
        // Made when the gateway starts: building it, as validate and doctor do, must not make a master key.
        var runner = new Lazy<PipelineRunner>(app.Services.GetRequiredService<PipelineRunner>);
        app.UseTrustedProxies(app.Services.GetRequiredService<TrustedProxies>());
        // Data planes leave before routing and everything that only the management side needs. Routing is named here because the framework
        // would otherwise put it first.
        app.Use((http, next) => DataPaths.TryMatch(http.Request.Path.Value ?? "/", out _, out _) ? runner.Value.RunAsync(http) : next(http));
        app.UseRouting();
        app.MapHealth();
        var files = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        app.MapAdmin(Directory.Exists(files) ? new PhysicalFileProvider(files) : new NullFileProvider());
    }
}
