using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sallyport.Core.Access;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Access;

/// <summary>Registers who may use which proxy.</summary>
public static class AccessServiceCollectionExtensions
{
    /// <summary>Registers the table, the stage and the team administration. The host brings the stores.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.TryAddSingleton<AccessTable>();
        services.AddSingleton<ISnapshot>(provider => provider.GetRequiredService<AccessTable>());
        services.TryAddSingleton<ITeamDirectory>(provider => provider.GetRequiredService<AccessTable>());
        services.TryAddSingleton<AuthorizeProxyStage>();
        services.TryAddSingleton<TeamAdmin>();
        return services;
    }
}
