using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sallyport.Core.Live;

namespace Sallyport.Controls.Audit;

/// <summary>Registers what the audit recorder needs.</summary>
public static class AuditServiceCollectionExtensions
{
    /// <summary>Adds the live feed and the summaries of strangers' refusals. The host brings the log.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.TryAddSingleton<LiveFeed>();
        services.AddHostedService<StrangerSummaryService>();
        return services;
    }
}
