using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sallyport.Core.Access;

namespace Sallyport.Controls.Access;

/// <summary>Registers who may use which proxy.</summary>
public static class AccessServiceCollectionExtensions
{
    /// <summary>Adds the table and the team administration. The host brings the stores and the snapshots' refresher.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.TryAddSingleton<AccessTable>();
        services.TryAddSingleton<ITeamDirectory>(provider => provider.GetRequiredService<AccessTable>());
        services.TryAddSingleton<TeamAdmin>();
        services.TryAddSingleton<AccessExplainer>();
        return services;
    }
}
