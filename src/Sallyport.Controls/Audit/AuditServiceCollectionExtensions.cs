using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sallyport.Core.Live;

namespace Sallyport.Controls.Audit;

/// <summary>Registers what the audit recorder needs.</summary>
public static class AuditServiceCollectionExtensions
{
    /// <summary>Adds the live feed and the summaries of strangers' refusals. The host binds <see cref="AuditOptions"/> and brings the log.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddOptions<AuditOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AuditOptions>, AuditOptionsValidator>());
        services.TryAddSingleton<LiveFeed>();
        services.AddHostedService<StrangerSummaryService>();
        return services;
    }
}
