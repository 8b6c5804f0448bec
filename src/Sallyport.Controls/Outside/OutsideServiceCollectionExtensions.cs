using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Sallyport.Controls.Outside;

/// <summary>Registers outside detectors.</summary>
public static class OutsideServiceCollectionExtensions
{
    /// <summary>Adds the detectors and what asks and changes them. The host brings the store.</summary>
    public static IServiceCollection AddOutsideDetectors(this IServiceCollection services)
    {
        services.TryAddSingleton<OutsideTable>();
        services.TryAddSingleton<OutsideJudge>();
        services.TryAddSingleton<OutsideAdmin>();
        return services;
    }
}
