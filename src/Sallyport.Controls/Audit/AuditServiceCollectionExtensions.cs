using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sallyport.Core.Live;

namespace Sallyport.Controls.Audit;

/// <summary>Registers the audit recorder.</summary>
public static class AuditServiceCollectionExtensions
{
    /// <summary>Adds the recorder and the live feed.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.TryAddSingleton<LiveFeed>();
        services.TryAddSingleton<AuditRecorder>();
        return services;
    }
}
