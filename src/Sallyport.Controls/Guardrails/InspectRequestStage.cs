using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;
using Sallyport.Detection;
using Sallyport.Detection.Rules;
using Sallyport.Protocols.Json;

namespace Sallyport.Controls.Guardrails;

/// <summary>
/// Judges every text of the request as the caller wrote it. Fails closed: without a compiled policy nothing passes. The policy it finds
/// stays with the exchange, so that one that is changed or removed meanwhile leaves no gap between inspecting, masking and the answer.
/// </summary>
public sealed class InspectRequestStage(PolicyTable policies) : IRequestStage
{
    /// <summary>From this size on the scan leaves the thread that serves sockets, so that one large prompt does not hold up others.</summary>
    internal const int LargeBody = 64 * 1024;

    private static readonly ExchangeSlot<CompiledPolicy> Policy = ExchangeSlot.Create<CompiledPolicy>();
    private static readonly ExchangeSlot<DetectionEngine> Engine = ExchangeSlot.Create<DetectionEngine>();

    /// <inheritdoc />
    public ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var proxy = exchange.Proxy ?? throw new InvalidOperationException("ResolveProxyStage passed an exchange without a proxy.");
        var guard = policies.For(proxy);
        if (guard.Policy is not { } policy)
        {
            return new(GuardVerdict.NoPolicy(proxy, guard));
        }

        CompiledPolicy? shadow = null;
        if (guard.Treatments is { } treatments)
        {
            (policy, shadow) = treatments.For(exchange);
            ShadowGuard.Begin(exchange, shadow, guard.ShadowEngine);
        }

        exchange.Set(Policy, policy);
        exchange.Set(Engine, guard.Engine);
        if (!policy.IsActiveAnywhere && shadow is null)
        {
            PolicyCoverage.Record(exchange, policy, isPartial: false);
            return default;
        }

        return exchange.Request is { Body.Length: >= LargeBody } ? InspectLargeAsync(exchange, guard, policy, shadow) : new(Inspect(exchange, guard, policy, shadow));
    }

    /// <summary>The policy under which the request was judged, for the stages after it.</summary>
    internal static CompiledPolicy PolicyOf(Exchange exchange) =>
        exchange.Get(Policy) ?? throw new InvalidOperationException("InspectRequestStage passed an exchange without a policy.");

    /// <summary>The engine that runs it.</summary>
    internal static DetectionEngine EngineOf(Exchange exchange) =>
        exchange.Get(Engine) ?? throw new InvalidOperationException("InspectRequestStage passed an exchange without a policy.");

    private static async ValueTask<Denial?> InspectLargeAsync(Exchange exchange, ProxyGuard guard, CompiledPolicy policy, CompiledPolicy? shadow)
    {
        await Task.Yield();
        return Inspect(exchange, guard, policy, shadow);
    }

    private static Denial? Inspect(Exchange exchange, ProxyGuard guard, CompiledPolicy policy, CompiledPolicy? shadow)
    {
        if (exchange.Request is not { } request)
        {
            return null;
        }

        if (shadow is not null)
        {
            ShadowGuard.Inspect(exchange, request, guard.ShadowEngine, shadow);
        }

        Denial? denial = null;
        var isPartial = false;
        var pointers = new JsonPointerWalk(request.Body.Span);
        foreach (var segment in request.Segments)
        {
            var result = guard.Engine.Scan(segment.Text.Span, DirectionOf(segment.Role), policy);
            isPartial |= result.IsPartial;
            if (result.Findings.Count == 0)
            {
                continue;
            }

            WarningHeader.Add(exchange, result, isResponse: false);
            if (exchange.HasRoomForFindings)
            {
                GuardVerdict.Record(exchange, result, pointers.At(segment.Start), isResponse: false);
            }

            if (result.Action == RuleAction.Block || (result.Action == RuleAction.Redact && !Redaction.TryApply(segment, result, policy.Masking)))
            {
                // Go on after the first block: the operator wants to see everything that was wrong with a request.
                denial ??= GuardVerdict.Blocked(DenialCode.ContentBlocked, result);
            }
        }

        PolicyCoverage.Record(exchange, policy, isPartial);
        return denial ?? (isPartial && !policy.FailsOpen ? GuardVerdict.Incomplete(isResponse: false) : null);
    }

    /// <summary>Tool results and definitions are other people's words and are judged more strictly. What a request says the model said earlier
    /// was written by the caller as everything else in it: a history made up is a way to instruct the model.</summary>
    internal static ScanDirection DirectionOf(TextRole role) => role switch
    {
        TextRole.ToolDefinition => ScanDirection.ToolDefinition,
        TextRole.ToolResult => ScanDirection.ToolResult,
        _ => ScanDirection.Input,
    };
}
