using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Sallyport.Controls.Usage;

/// <summary>Registers usage recording.</summary>
public static class UsageServiceCollectionExtensions
{
    /// <summary>Adds the recorder, the price table and the flush.</summary>
    public static IServiceCollection AddUsage(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => PriceTable.LoadBuiltIn());
        services.TryAddSingleton<UsageRecorder>();
        services.AddHostedService<UsageFlushService>();
        return services;
    }
}
