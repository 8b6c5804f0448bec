using Sallyport.Controls.Guardrails;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Core.Pipeline;
using Sallyport.Detection.Masking;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Masking;

/// <summary>
/// Replaces personal data and secrets by typed placeholders, the same value by the same placeholder; or by what the policy's mode leaves of
/// them. Numbers follow the order of appearance, so a conversation that is sent again gets the same placeholders, and the provider's prompt
/// cache stays valid.
/// </summary>
public sealed class MaskRequestStage(PolicyTable policies, IValueDigest digest) : IRequestStage
{
    private static readonly DetectorCoverage[] Ran = [new("masking", DetectorState.Scanned)];

    private readonly TextMasker _masker = new(policies.Engine.Entities);

    /// <inheritdoc />
    public ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var policy = InspectRequestStage.PolicyOf(exchange);
        if (exchange.Request is not { Segments.Count: > 0 } request)
        {
            return default;
        }

        if (ShadowGuard.StateOf(exchange) is { Policy.Masking.IsEmpty: false } shadow)
        {
            shadow.Masked = Collect(request.Segments, shadow.Policy);
            exchange.Shadow?.Mask(Tally(shadow.Masked, shadow.Policy));
        }

        if (!policy.Masking.IsEmpty)
        {
            Mask(exchange, request.Segments, policy);
            exchange.AddDetectors(Ran);
        }

        return new(TryHold(exchange, request.Segments) ? null : BufferBudget.Exhausted);
    }

    /// <summary>Counts the changed texts, also those the guards redacted, beside the unchanged ones.</summary>
    private static bool TryHold(Exchange exchange, IReadOnlyList<TextSegment> segments)
    {
        var bytes = 0L;
        foreach (var segment in segments)
        {
            bytes += segment.Replacement is { } changed ? changed.Length * sizeof(char) : 0;
        }

        return exchange.TryHold(bytes);
    }

    private void Mask(Exchange exchange, IReadOnlyList<TextSegment> segments, CompiledPolicy policy)
    {
        var (entities, map) = (policy.Masking, new PlaceholderMap(policy.MaskingPlan, digest));
        // A placeholder that already stands in the caller's own text is set aside first. Otherwise a caller could write one and have
        // somebody's value put in its place.
        foreach (var segment in segments)
        {
            map.Reserve(segment.Current.Span);
        }

        var spans = new List<MaskedSpan>();
        foreach (var segment in segments)
        {
            if (segment.IsNumber)
            {
                segment.Replacement ??= segment.IsReadOnly ? null : _masker.MaskNumber(segment.Text.Span, segment.Name, entities, map, spans);
            }
            else if (!segment.IsReadOnly && _masker.Mask(segment.Current.Span, entities, map, out var masked, spans, segment.IsJsonText))
            {
                segment.Replacement = masked;
            }
        }

        if (spans.Count > 0)
        {
            exchange.Set(MaskingSlot.Placeholders, map);
            exchange.Masked = Tally(map, policy);
        }
    }

    /// <summary>What a policy in shadow mode would mask. What it would put there is thrown away.</summary>
    private PlaceholderMap Collect(IReadOnlyList<TextSegment> segments, CompiledPolicy shadow)
    {
        var map = new PlaceholderMap(shadow.MaskingPlan, digest);
        foreach (var segment in segments)
        {
            if (segment is { IsNumber: true, IsReadOnly: false })
            {
                _masker.MaskNumber(segment.Text.Span, segment.Name, shadow.Masking, map, []);
            }
            else if (!segment.IsReadOnly)
            {
                _masker.Mask(segment.Text.Span, shadow.Masking, map, out _, [], segment.IsJsonText);
            }
        }

        return map;
    }

    private static List<MaskedCount> Tally(PlaceholderMap map, CompiledPolicy policy) =>
        [.. map.Tally.Select(count => new MaskedCount(count.Key, count.Value) { Mode = ModeName(policy.MaskingPlan.ModeOf(count.Key)) })];

    private static string ModeName(MaskingMode mode) => mode switch
    {
        MaskingMode.Placeholder => MaskedCount.Restorable,
        MaskingMode.Hash => "hash",
        MaskingMode.Partial => "partial",
        _ => "drop",
    };
}
