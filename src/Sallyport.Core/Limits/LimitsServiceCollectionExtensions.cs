using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Sallyport.Core.Limits;

/// <summary>Registers the limits over all exchanges.</summary>
public static class LimitsServiceCollectionExtensions
{
    /// <summary>Adds <see cref="BufferBudget"/>, <see cref="StrangerRefusals"/> and <see cref="CallerWrites"/> with their validated options.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LimitOptions>, LimitOptionsValidator>());
        services.TryAddSingleton(provider => new BufferBudget(provider.GetRequiredService<IOptions<LimitOptions>>()));
        services.TryAddSingleton<StrangerRefusals>();
        services.TryAddSingleton(provider => new CallerWrites(provider.GetRequiredService<IOptions<LimitOptions>>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
