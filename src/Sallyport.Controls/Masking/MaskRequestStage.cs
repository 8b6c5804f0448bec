using Sallyport.Controls.Guardrails;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;
using Sallyport.Detection.Masking;
using Sallyport.Detection.Recognizers;

namespace Sallyport.Controls.Masking;

/// <summary>
/// Replaces personal data and secrets by typed placeholders, the same value by the same placeholder. Numbers follow the order of
/// appearance, so a conversation that is sent again gets the same placeholders, and the provider's prompt cache stays valid.
/// </summary>
public sealed class MaskRequestStage(PolicyTable policies) : IRequestStage
{
    /// <inheritdoc />
    public ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        if (exchange.Request is { Segments.Count: > 0 } request && policies.For(exchange.Proxy!) is { Policy: { Masking.IsEmpty: false } policy })
        {
            Mask(exchange, request.Segments, policy.Masking);
        }

        return default;
    }

    private void Mask(Exchange exchange, IReadOnlyList<TextSegment> segments, EntitySet entities)
    {
        PlaceholderMap? map = null;
        var masker = policies.Engine.Masker;
        var spans = new List<MaskedSpan>();
        foreach (var segment in segments)
        {
            if (segment.IsReadOnly || !masker.MayHoldEntities(segment.Text.Span, entities))
            {
                continue;
            }

            map ??= Begin(segments);
            spans.Clear();
            masker.Mask(segment.Text.Span, entities, map, out var masked, spans);
            segment.Replacement = masked ?? segment.Replacement;
        }

        if (map is { IsEmpty: false })
        {
            exchange.Set(MaskingSlot.Placeholders, map);
            exchange.Masked = [.. map.Counts.Select(count => new MaskedCount(count.Key, count.Value))];
        }
    }

    /// <summary>
    /// A placeholder that already stands in the caller's own text is set aside first. Otherwise a caller could write one and have
    /// somebody's value put in its place.
    /// </summary>
    private static PlaceholderMap Begin(IReadOnlyList<TextSegment> segments)
    {
        var map = new PlaceholderMap();
        foreach (var segment in segments)
        {
            map.Reserve(segment.Text.Span);
        }

        return map;
    }
}
