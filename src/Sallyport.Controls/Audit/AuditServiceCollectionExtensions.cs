using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Exporting;
using Sallyport.Controls.Audit.Retention;
using Sallyport.Controls.Audit.Signing;
using Sallyport.Core.Live;

namespace Sallyport.Controls.Audit;

/// <summary>Registers what the audit recorder needs.</summary>
public static class AuditServiceCollectionExtensions
{
    /// <summary>Adds the live feed, signing and retention, exports and the summaries of strangers' refusals. The host binds <see cref="AuditOptions"/> and brings the log.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddOptions<AuditOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AuditOptions>, AuditOptionsValidator>());
        services.TryAddSingleton<LiveFeed>();
        services.AddHostedService<StrangerSummaryService>();
        services.TryAddSingleton<AuditSigner>();
        services.TryAddSingleton<AuditDayService>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditDayService>());
        services.TryAddSingleton<AuditRetentionService>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditRetentionService>());
        services.TryAddSingleton<AuditExport>();
        return services;
    }
}
