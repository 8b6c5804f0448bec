using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Sallyport.Core.Upstream;

/// <summary>Registers the way out.</summary>
public static class UpstreamServiceCollectionExtensions
{
    /// <summary>Adds <see cref="UpstreamClient"/> with its guard and validated options.</summary>
    public static IServiceCollection AddUpstream(this IServiceCollection services)
    {
        services.AddOptions<UpstreamOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UpstreamOptions>, UpstreamOptionsValidator>());
        services.TryAddSingleton<AddressGuard>();
        services.TryAddSingleton<UpstreamClient>();
        return services;
    }
}
