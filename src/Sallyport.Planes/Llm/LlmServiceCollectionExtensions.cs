using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sallyport.Core.Planes;

namespace Sallyport.Planes.Llm;

/// <summary>Registers the LLM plane.</summary>
public static class LlmServiceCollectionExtensions
{
    /// <summary>Adds the plane with its validated options. Needs the way out (AddUpstream) and the limits (AddLimits).</summary>
    public static IServiceCollection AddLlmPlane(this IServiceCollection services)
    {
        services.AddOptions<LlmPlaneOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LlmPlaneOptions>, LlmPlaneOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPlane, LlmPlane>());
        return services;
    }
}
