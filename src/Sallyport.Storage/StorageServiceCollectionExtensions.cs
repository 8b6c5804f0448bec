using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sallyport.Controls.Access;
using Sallyport.Controls.Audit;
using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Retention;
using Sallyport.Controls.Guardrails;
using Sallyport.Controls.Outside;
using Sallyport.Controls.RateLimits;
using Sallyport.Controls.RuleHits;
using Sallyport.Controls.Usage;
using Sallyport.Controls.Vault;
using Sallyport.Core.Auditing;
using Sallyport.Core.Health;
using Sallyport.Core.Proxies;
using Sallyport.Core.Settings;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Mfa;
using Sallyport.Identity.Revocation;
using Sallyport.Identity.Roles;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Tokens;
using Sallyport.Identity.Users;
using Sallyport.Storage.Access;
using Sallyport.Storage.ApiKeys;
using Sallyport.Storage.Auditing;
using Sallyport.Storage.Changes;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Guardrails;
using Sallyport.Storage.Migrations;
using Sallyport.Storage.Mfa;
using Sallyport.Storage.Outside;
using Sallyport.Storage.Proxies;
using Sallyport.Storage.Roles;
using Sallyport.Storage.RuleHits;
using Sallyport.Storage.Sessions;
using Sallyport.Storage.Settings;
using Sallyport.Storage.Tokens;
using Sallyport.Storage.Usage;
using Sallyport.Storage.Users;
using Sallyport.Storage.Vault;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage;

/// <summary>Registers storage.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>How long the store takes at most to store what is queued when the gateway stops, beyond the time that everything before it takes.</summary>
    public static TimeSpan StopTime => DatabaseWriter.StopTime;

    /// <summary>
    /// Adds every store, the audit log, the change feed, and the writer as a hosted service. Starting the writer migrates the
    /// database, so add storage before any hosted service that reads or changes it; changes wait until the writer runs.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        AddDatabase(services);
        AddWriter(services);
        services.TryAddSingleton<DatabaseReader>();
        services.TryAddSingleton<IProxyStore, ProxyStore>();
        services.TryAddSingleton<ISettingsStore, SettingsStore>();
        services.TryAddSingleton<IUserStore, UserStore>();
        services.TryAddSingleton<IRoleStore, RoleStore>();
        services.TryAddSingleton<ISessionStore, SessionStore>();
        services.TryAddSingleton<IMfaStore, MfaStore>();
        services.TryAddSingleton<IApiKeyStore, ApiKeyStore>();
        services.TryAddSingleton<IKeyUsageStore, KeyUsageStore>();
        services.TryAddSingleton<ISigningKeyStore, SigningKeyStore>();
        services.TryAddSingleton<IRevocationStore, RevocationStore>();
        services.TryAddSingleton<ITeamStore, TeamStore>();
        services.TryAddSingleton<IPolicyStore, PolicyStore>();
        services.TryAddSingleton<IOutsideStore, OutsideStore>();
        services.TryAddSingleton<ICredentialStore, CredentialStore>();
        services.TryAddSingleton<IUsageStore, UsageStore>();
        services.TryAddSingleton<ICallerSumStore, CallerSumStore>();
        services.TryAddSingleton<IRuleHitStore, RuleHitStore>();
        services.TryAddSingleton<IAuditStore, AuditStore>();
        services.TryAddSingleton<IAuditDayStore, AuditDayStore>();
        services.TryAddSingleton<IAuditRetentionStore, AuditRetentionStore>();
        return services;
    }

    private static void AddDatabase(IServiceCollection services)
    {
        services.TryAddSingleton<IDatabase>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
            if (options.Database is { Length: > 0 } address && PostgreSqlAddress.IsPostgreSql(address))
            {
                return new PostgreSqlDatabase(address);
            }

            var path = string.IsNullOrEmpty(options.Database) ? Path.Combine(options.DataDirectory, "sallyport.db") : options.Database;
            return new SqliteDatabase(path, options.DataDirectory, provider.GetRequiredService<TimeProvider>());
        });
        services.TryAddSingleton<IStoreInspector>(provider => new StorageInspector(provider.GetRequiredService<IDatabase>()));
        services.TryAddSingleton(provider => new DatabaseMigrator(
            provider.GetRequiredService<IDatabase>(),
            MigrationScripts.Read(provider.GetRequiredService<IDatabase>().Dialect),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DatabaseMigrator>>()));
    }

    private static void AddWriter(IServiceCollection services)
    {
        services.TryAddSingleton<DatabaseWriter>();
        services.TryAddSingleton<IAuditLog>(provider => provider.GetRequiredService<DatabaseWriter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthReporter, DatabaseWriter>(
            provider => provider.GetRequiredService<DatabaseWriter>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DatabaseWriter>(
            provider => provider.GetRequiredService<DatabaseWriter>()));
        services.TryAddSingleton<ChangeFeed>();
        services.TryAddSingleton<IChangeFeed>(provider => provider.GetRequiredService<ChangeFeed>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PostgreSqlChangeListener>());
    }
}
