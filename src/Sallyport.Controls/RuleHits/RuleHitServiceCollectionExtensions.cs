using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Sallyport.Controls.RuleHits;

/// <summary>Registers the sums of what rules found.</summary>
public static class RuleHitServiceCollectionExtensions
{
    /// <summary>Adds the recorder and the log. The host brings the store; the interval is that of usage.</summary>
    public static IServiceCollection AddRuleHits(this IServiceCollection services)
    {
        services.TryAddSingleton<RuleHitRecorder>();
        services.TryAddSingleton<RuleHitLog>();
        services.AddHostedService(provider => provider.GetRequiredService<RuleHitLog>());
        return services;
    }
}
