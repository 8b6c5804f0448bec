using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Authentication;
using Sallyport.Identity.Mfa;
using Sallyport.Identity.Revocation;
using Sallyport.Identity.Roles;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Tokens;
using Sallyport.Identity.Users;

namespace Sallyport.Identity;

/// <summary>Registers who is calling: users, sessions, API keys, and the management API's sign-in.</summary>
public static class IdentityServiceCollectionExtensions
{
    /// <summary>Registers everything. The host binds <see cref="IdentityOptions"/> and <see cref="PasswordOptions"/> and brings the stores,
    /// <see cref="ITeamDirectory"/> and <see cref="Core.Secrets.ISecretSealer"/>.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddOptions<IdentityOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IdentityOptions>, IdentityOptionsValidator>());
        services.AddOptions<PasswordOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PasswordOptions>, PasswordOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdGenerator, TimeOrderedIdGenerator>();
        services.AddApiJson();
        AddUsers(services);
        AddApiKeys(services);
        AddTokens(services);
        AddManagementSignIn(services);
        return services;
    }

    private static void AddUsers(IServiceCollection services)
    {
        services.TryAddSingleton<PasswordPolicy>();
        services.TryAddSingleton<PasswordHasher>();
        services.TryAddSingleton<SignInThrottle>();
        services.TryAddSingleton<AccountLocks>();
        services.TryAddSingleton<RoleTable>();
        services.TryAddSingleton<RoleAdmin>();
        services.TryAddSingleton<UserTable>();
        services.TryAddSingleton<UserAccounts>();
        services.TryAddSingleton<OwnPassword>();
        services.TryAddSingleton<SecondFactor>();
        services.TryAddSingleton<SecondFactorConfirmation>();
        services.TryAddSingleton<SignInDuties>();
        services.TryAddSingleton<UserSessions>();
        services.TryAddSingleton<SessionRefresh>();
        services.TryAddSingleton<AdminBootstrap>();
        services.TryAddSingleton<UserAdmin>();
        services.TryAddSingleton<PasswordRescue>();
    }

    private static void AddApiKeys(IServiceCollection services)
    {
        services.TryAddSingleton<ApiKeyTable>();
        services.TryAddSingleton<ITeamKeys>(provider => provider.GetRequiredService<ApiKeyTable>());
        services.TryAddSingleton<ICallerDirectory, CallerDirectory>();
        services.TryAddSingleton<ApiKeyAdmin>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LastUseWriter>());
    }

    private static void AddTokens(IServiceCollection services)
    {
        services.AddOptions<TokenOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>());
        services.TryAddSingleton<SigningKeys>();
        services.TryAddSingleton<TokenWriter>();
        services.TryAddSingleton<TokenReader>();
        services.TryAddSingleton<LiveTokens>();
        services.TryAddSingleton<TokenIssuer>();
        services.TryAddSingleton<RevocationTable>();
        services.TryAddSingleton<AccessTokenTable>();
        services.TryAddSingleton<RevocationAdmin>();
    }

    private static void AddManagementSignIn(IServiceCollection services)
    {
        // Not AddAuthentication: it would bring a data-protection key ring on disk, which nothing here uses.
        services.AddWebEncoders();
        services.TryAddTransient<ManagementAuthenticationHandler>();
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = ManagementAuthenticationHandler.SchemeName;
            options.AddScheme<ManagementAuthenticationHandler>(ManagementAuthenticationHandler.SchemeName, null);
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAuthorizationHandler, ManagementAuthorizationHandler>());
        services.AddSingleton<IAuthorizationPolicyProvider, ManagementPolicyProvider>();
        var policies = services.AddAuthorizationBuilder()
            .AddPolicy(ApiPolicies.SignedIn, policy => policy.RequireAuthenticatedUser().AddRequirements(new ManagementRequirement(null, AllowsPendingDuty: true)));
        foreach (var permission in Permissions.Catalogue)
        {
            policies.AddPolicy(
                permission.Name,
                policy => policy.RequireAuthenticatedUser().AddRequirements(new ManagementRequirement(permission.Name, AllowsPendingDuty: false)));
        }
    }
}
