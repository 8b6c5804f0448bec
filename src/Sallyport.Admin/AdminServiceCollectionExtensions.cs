using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sallyport.Admin.Proxies;
using Sallyport.Admin.Running;

namespace Sallyport.Admin;

/// <summary>Registers the management side.</summary>
public static class AdminServiceCollectionExtensions
{
    /// <summary>Adds what the management endpoints need.</summary>
    public static IServiceCollection AddAdmin(this IServiceCollection services)
    {
        services.TryAddSingleton<ProxyAdministration>();
        services.TryAddSingleton<TargetProbe>();
        services.TryAddSingleton(provider => new RunningSince(provider.GetRequiredService<TimeProvider>().GetUtcNow()));
        services.AddOpenApi("openapi", OpenApiShape.Apply);
        services.AddResponseCompression(options => options.EnableForHttps = true);
        return services;
    }
}
