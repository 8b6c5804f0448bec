using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Sallyport.Controls.RateLimits;

/// <summary>Registers request rates.</summary>
public static class RateLimitsServiceCollectionExtensions
{
    /// <summary>Adds the limiter. The host binds <see cref="RateLimitOptions"/> and brings <see cref="ICallerSumStore"/>.</summary>
    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RateLimitOptions>, RateLimitOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RateLimiter>();
        services.TryAddSingleton<QuotaTable>();
        return services;
    }
}
