using Sallyport.Controls.Guardrails;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Core.Pipeline;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Outside;

/// <summary>
/// Asks outside detectors about the request, where its policies say so; the request waits for them. After the engine's own look, which is
/// free and may end the exchange; what leaves is masked by this stage itself, for another party than the upstream.
/// </summary>
public sealed class JudgeRequestOutsideStage(OutsideJudge judge) : IRequestStage
{
    /// <summary>As it is, masked, cut and as JSON: what a question holds of its texts.</summary>
    private const int CopiesOfText = 4;

    /// <inheritdoc />
    public ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken) =>
        InspectRequestStage.PolicyOf(exchange).Outside is { Count: > 0 } checks && exchange.Request is { } request
            ? JudgeAsync(exchange, request, checks, cancellationToken)
            : default;

    private async ValueTask<Denial?> JudgeAsync(Exchange exchange, RequestContent request, IReadOnlyList<OutsideCheck> checks, CancellationToken cancellationToken)
    {
        List<OutsideCheck> mine = [.. checks.Where(check => check.On[0] != ScanDirection.Output)];
        var copies = CopiesOfText * sizeof(char) * mine.Count * request.Segments.Sum(segment => (long)segment.Current.Length);
        if (!exchange.TryHold(copies))
        {
            return BufferBudget.Exhausted;
        }

        try
        {
            return mine.Count == 0 ? null : await judge.JudgeAsync(exchange, mine, TextsOf, isWhole: true, cancellationToken);
        }
        finally
        {
            exchange.LetGo(copies);
        }

        IReadOnlyList<OutsideText> TextsOf(ScanDirection direction) =>
            OutgoingTexts.Of(request.Segments.Where(segment => InspectRequestStage.DirectionOf(segment.Role) == direction));
    }
}
