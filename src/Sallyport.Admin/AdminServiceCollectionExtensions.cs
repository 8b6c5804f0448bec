using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sallyport.Admin.Hosts;
using Sallyport.Admin.Live;
using Sallyport.Admin.Proxies;
using Sallyport.Admin.Running;

namespace Sallyport.Admin;

/// <summary>Registers the management side.</summary>
public static class AdminServiceCollectionExtensions
{
    /// <summary>Adds what the management endpoints need. The host binds <see cref="AdminOptions"/>.</summary>
    public static IServiceCollection AddAdmin(this IServiceCollection services)
    {
        services.AddOptions<AdminOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AdminOptions>, AdminOptionsValidator>());
        services.TryAddSingleton<AllowedHosts>();
        services.TryAddSingleton<LiveSeats>();
        services.TryAddSingleton<ProxyAdministration>();
        services.TryAddSingleton<TargetProbe>();
        services.TryAddSingleton(provider => new RunningSince(provider.GetRequiredService<TimeProvider>().GetUtcNow()));
        services.AddOpenApi("openapi", OpenApiShape.Apply);
        services.AddResponseCompression(options => options.EnableForHttps = true);
        return services;
    }
}
