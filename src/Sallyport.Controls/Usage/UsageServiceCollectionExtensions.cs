using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Sallyport.Controls.Usage;

/// <summary>Registers usage recording.</summary>
public static class UsageServiceCollectionExtensions
{
    /// <summary>Adds the recorder, the price table and the flush. The host binds <see cref="UsageOptions"/> and brings the store.</summary>
    public static IServiceCollection AddUsage(this IServiceCollection services)
    {
        services.AddOptions<UsageOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UsageOptions>, UsageOptionsValidator>());
        services.TryAddSingleton(_ => PriceTable.LoadBuiltIn());
        services.TryAddSingleton<UsageRecorder>();
        services.AddHostedService<UsageFlushService>();
        return services;
    }
}
