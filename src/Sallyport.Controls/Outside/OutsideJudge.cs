using System.Diagnostics;
using Sallyport.Controls.Guardrails;
using Sallyport.Core.Exchanges;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Outside;

/// <summary>
/// Asks the outside detectors that a policy names, all at the same time, and decides by what they say. The strictest answer wins; they come
/// after the engine and never undo what it decided. Nothing is asked about an exchange that is refused already.
/// </summary>
public sealed class OutsideJudge(OutsideTable detectors)
{
    /// <summary>The most parts of an exchange that a detector is asked about at a time: long texts of one caller leave places to others.</summary>
    internal const int MostPartsAtATime = 2;

    /// <summary>Judges texts by the checks, and records what came of it.</summary>
    /// <param name="exchange">The exchange, with the policy under which it is judged.</param>
    /// <param name="checks">The checks, each with one direction.</param>
    /// <param name="textsOf">The texts of a direction.</param>
    /// <param name="isWhole">Whether the texts are all there were.</param>
    /// <param name="cancellationToken">The caller going away.</param>
    internal async Task<Denial?> JudgeAsync(
        Exchange exchange, IReadOnlyList<OutsideCheck> checks, Func<ScanDirection, IReadOnlyList<OutsideText>> textsOf, bool isWhole, CancellationToken cancellationToken)
    {
        var policy = InspectRequestStage.PolicyOf(exchange);
        var engine = InspectRequestStage.EngineOf(exchange);
        var judged = checks.Select(check => check.On[0]).Distinct().ToDictionary(direction => direction, direction => new JudgedTexts(direction, textsOf(direction), engine, policy));
        // They give out no wait handle, so there is nothing to dispose.
        var places = checks.Select(check => check.Detector).Distinct(StringComparer.Ordinal).ToDictionary(name => name, _ => new SemaphoreSlim(MostPartsAtATime), StringComparer.Ordinal);
        var asked = checks.Select(check => AskAsync(check, judged[check.On[0]], isWhole, exchange.Id, engine, places[check.Detector], cancellationToken));
        Denial? denial = null;
        foreach (var outcome in await Task.WhenAll(asked))
        {
            outcome.Record(exchange);
            // What is forbidden is told before what could not be looked at: trying again would not help.
            denial = outcome.Denial is { } refusal && (denial is null || refusal.Status < denial.Status) ? refusal : denial;
        }

        return denial;
    }

    private async Task<OutsideOutcome> AskAsync(
        OutsideCheck check, JudgedTexts judged, bool isWhole, string id, DetectionEngine engine, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        var texts = judged.Texts;
        if (texts.Count == 0 && isWhole)
        {
            return new OutsideOutcome { Check = check, IsAsked = false };
        }

        // Masking is work for the processor; the thread that serves sockets has others to serve.
        await Task.Yield();
        if (isWhole && check.Between is not null && !check.IsDueAt(await judged.RiskAsync()))
        {
            return new OutsideOutcome { Check = check, IsAsked = false };
        }

        if (detectors.Find(check.Detector) is not { } detector)
        {
            return new OutsideOutcome { Check = check, Fault = OutsideFault.Missing };
        }

        // What is longer than all the parts is not shortened to fit, and not masked in vain.
        if (!isWhole || texts.Sum(text => (long)text.Text.Length) > (long)OutgoingTexts.MostParts * detector.Config.MaxCharacters)
        {
            return new OutsideOutcome { Check = check, Fault = OutsideFault.TextTooLong };
        }

        var leaving = check.Unmasked ? texts : OutgoingTexts.Mask(texts, engine);
        if (OutgoingTexts.Split(leaving, detector.Config.MaxCharacters) is not { } parts)
        {
            return new OutsideOutcome { Check = check, Fault = OutsideFault.TextTooLong };
        }

        var started = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(parts.Select(part => AskAsync(detector, new OutsideQuestion(id, check.On[0], part), places, cancellationToken)));
        return Join(check, answers, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Asks about one part when the exchange has a place for it.</summary>
    private static async Task<OutsideAnswer> AskAsync(GuardedDetector detector, OutsideQuestion question, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await detector.AskAsync(question, isTrial: false, cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }

    private static OutsideOutcome Join(OutsideCheck check, OutsideAnswer[] answers, TimeSpan elapsed) => new()
    {
        Check = check,
        Found = answers.Select(answer => answer.Verdict).OfType<OutsideVerdict>().Where(verdict => verdict.Category is not null && verdict.Score >= check.Threshold).MaxBy(verdict => verdict.Score),
        Fault = OutsideFaults.Gravest(answers.Select(answer => answer.Fault)),
        Elapsed = elapsed,
        InputTokens = answers.Sum(answer => answer.InputTokens),
        OutputTokens = answers.Sum(answer => answer.OutputTokens),
        CostUsd = answers.Any(answer => answer.CostUsd is not null) ? answers.Sum(answer => answer.CostUsd) : null,
    };
}
