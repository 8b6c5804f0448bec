using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sallyport.Controls.Policies;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>Registers the guards.</summary>
public static class GuardrailServiceCollectionExtensions
{
    /// <summary>Adds the engine with the built-in rules and those of the rules folder, and the policies. The host binds <see cref="GuardrailOptions"/>.</summary>
    public static IServiceCollection AddGuardrails(this IServiceCollection services)
    {
        services.AddOptions<GuardrailOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GuardrailOptions>, GuardrailOptionsValidator>());
        services.TryAddSingleton(provider => LoadRules(provider.GetRequiredService<IOptions<GuardrailOptions>>().Value));
        services.TryAddSingleton(provider => DetectionEngine.Create(provider.GetRequiredService<RuleLibrary>()));
        services.TryAddSingleton<PolicyTable>();
        services.TryAddSingleton<PolicyEditor>();
        return services;
    }

    // The folder was checked with the options; files that changed since then must not start half a guard.
    private static RuleLibrary LoadRules(GuardrailOptions options)
    {
        var builtIn = RuleLibrary.LoadBuiltIn();
        return string.IsNullOrEmpty(options.RulesFolder)
            ? builtIn
            : RuleLibrary.LoadFolder(options.RulesFolder, builtIn, out var faults) ?? throw new InvalidDataException("The rules folder is faulty: " + string.Join("; ", faults));
    }
}
