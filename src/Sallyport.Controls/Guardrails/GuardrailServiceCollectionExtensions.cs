using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>Registers the guards.</summary>
public static class GuardrailServiceCollectionExtensions
{
    /// <summary>Adds the engine with the built-in rules, and the policies.</summary>
    public static IServiceCollection AddGuardrails(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => RuleLibrary.LoadBuiltIn());
        services.TryAddSingleton(provider => DetectionEngine.Create(provider.GetRequiredService<RuleLibrary>()));
        services.TryAddSingleton<PolicyTable>();
        return services;
    }
}
