using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sallyport.Core.Secrets;
using Sallyport.Detection.Masking;

namespace Sallyport.Controls.Vault;

/// <summary>Registers the vault of upstream credentials.</summary>
public static class VaultServiceCollectionExtensions
{
    /// <summary>Adds key, sealer, table and administration. The host binds <see cref="VaultOptions"/> and brings the store.</summary>
    public static IServiceCollection AddVault(this IServiceCollection services)
    {
        services.AddOptions<VaultOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<VaultOptions>, VaultOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => MasterKeyFile.Load(provider.GetRequiredService<IOptions<VaultOptions>>().Value));
        services.TryAddSingleton<CredentialSealer>();
        services.TryAddSingleton<ISecretSealer, SecretSealer>();
        services.TryAddSingleton<CredentialTable>();
        services.TryAddSingleton<CredentialAdmin>();
        services.TryAddSingleton<IValueDigest, ValueDigest>();
        return services;
    }
}
