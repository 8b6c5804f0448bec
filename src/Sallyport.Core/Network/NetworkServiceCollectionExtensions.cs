using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Sallyport.Core.Network;

/// <summary>Registers and uses what is known of the network in front of the gateway.</summary>
public static class NetworkServiceCollectionExtensions
{
    /// <summary>Adds <see cref="TrustedProxies"/> and <see cref="ServerCertificate"/> with their validated options.</summary>
    public static IServiceCollection AddNetwork(this IServiceCollection services)
    {
        services.AddOptions<NetworkOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NetworkOptions>, NetworkOptionsValidator>());
        services.TryAddSingleton<TrustedProxies>();
        services.TryAddSingleton<ServerCertificate>();
        return services;
    }

    /// <summary>Makes the caller's address known to all that follows. Without trusted proxies it adds nothing.</summary>
    public static void UseTrustedProxies(this IApplicationBuilder app, TrustedProxies proxies)
    {
        if (!proxies.IsEmpty)
        {
            app.Use((http, next) =>
            {
                proxies.Apply(http);
                return next(http);
            });
        }
    }
}
