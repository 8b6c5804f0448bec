using Microsoft.Extensions.DependencyInjection.Extensions;
using Sallyport.Controls.Access;
using Sallyport.Controls.Audit;
using Sallyport.Controls.Guardrails;
using Sallyport.Controls.Masking;
using Sallyport.Controls.Outside;
using Sallyport.Controls.RateLimits;
using Sallyport.Controls.RuleHits;
using Sallyport.Controls.Usage;
using Sallyport.Controls.Vault;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Core.Pipeline;
using Sallyport.Identity.Authentication;

namespace Sallyport.Host;

/// <summary>
/// THE order in which every exchange of every plane is processed. Nothing else decides it; architecture tests hold the rules that
/// the reasons below state.
/// </summary>
public static class GatewayPipeline
{
    /// <summary>The way up: the first denial ends the exchange before the upstream is reached.</summary>
    public static IReadOnlyList<Type> RequestStages { get; } =
    [
        typeof(ResolveProxyStage),      // listener + path → plane and proxy; unknown is 404 before any work is done for a stranger
        typeof(AuthenticateStage),      // who calls? before anything that costs money, tells about grants or parses a body
        typeof(AuthorizeProxyStage),    // may they use this proxy at all? default deny
        typeof(RateLimitStage),         // per caller, so after authentication; before the body is read, so that a flood costs little
        typeof(ReadRequestStage),       // size, depth and time limits; sets the operation once and for all
        typeof(AuthorizeOperationStage), // the model is known from the body; before guards, which cost more than this
        typeof(InspectRequestStage),    // judges what the caller wrote, so before masking changes it
        typeof(JudgeRequestOutsideStage), // after our own judgement, which is free and may end it; masks what it sends out itself
        typeof(MaskRequestStage),       // from here on the upstream's copy holds placeholders only
        typeof(InjectCredentialStage),  // last: the secret exists from this line to the socket, and nowhere else
    ];

    /// <summary>The way back, frame by frame.</summary>
    public static IReadOnlyList<Type> ResponseStages { get; } =
    [
        typeof(ScrubCredentialStage),   // first: a credential that the upstream repeats reaches no guard's finding and no caller
        typeof(InspectResponseStage),   // sees placeholders, not the caller's own restored values: else those would be reported as leaks
        typeof(JudgeResponseOutsideStage), // after our own judgement, and before the caller's values are back
        typeof(UnmaskResponseStage),    // last: nothing after this line may log or store text
    ];

    /// <summary>What happens however the exchange ended.</summary>
    public static IReadOnlyList<Type> Recorders { get; } =
    [
        typeof(UsageRecorder),          // sums in memory
        typeof(RuleHitRecorder),        // sums of findings; nothing for an exchange without any
        typeof(QuotaRecorder),          // counts for keys that have a limit of model tokens, nothing for others
        typeof(AuditRecorder),          // exactly one entry; last, because it may wait when the store is slow
    ];

    /// <summary>Registers the stages and the one runner.</summary>
    public static IServiceCollection AddGatewayPipeline(this IServiceCollection services)
    {
        foreach (var stage in RequestStages.Concat(ResponseStages).Concat(Recorders))
        {
            services.TryAddSingleton(stage);
        }

        services.AddSingleton(provider => new PipelineRunner(
            [.. RequestStages.Select(stage => (IRequestStage)provider.GetRequiredService(stage))],
            [.. ResponseStages.Select(stage => (IResponseStage)provider.GetRequiredService(stage))],
            [.. Recorders.Select(recorder => (IExchangeRecorder)provider.GetRequiredService(recorder))],
            provider.GetRequiredService<BufferBudget>(),
            provider.GetRequiredService<StrangerRefusals>(),
            provider.GetRequiredService<IIdGenerator>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PipelineRunner>>()));
        return services;
    }
}
