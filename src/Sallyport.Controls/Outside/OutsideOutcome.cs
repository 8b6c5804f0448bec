using Sallyport.Core.Exchanges;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Outside;

/// <summary>What one outside check of one exchange came to.</summary>
internal sealed record OutsideOutcome
{
    internal required OutsideCheck Check { get; init; }

    internal bool IsAsked { get; init; } = true;

    /// <summary>The gravest verdict that the policy acts on; null where there is none.</summary>
    internal OutsideVerdict? Found { get; init; }

    /// <summary>Why at least a part of the texts has no verdict, the gravest of several; null where all have.</summary>
    internal OutsideFault? Fault { get; init; }

    internal TimeSpan Elapsed { get; init; }

    internal long InputTokens { get; init; }

    internal long OutputTokens { get; init; }

    internal decimal? CostUsd { get; init; }

    internal string RuleId => "outside/" + Check.Detector;

    internal bool IsResponse => Check.On[0] == ScanDirection.Output;

    /// <summary>
    /// Whether a lack of verdict refuses. A check that cannot refuse what it finds does not refuse what it could not see either: the worst it
    /// would have said is a mark. And what fails open does so for outages only, not for a fault that who writes the texts may choose.
    /// </summary>
    internal bool IsClosed => Check.Action == RuleAction.Block && Fault is { } fault && !(Check.FailOpen && fault.IsOutage());

    internal Denial? Denial
    {
        get
        {
            var what = IsResponse ? "answer" : "request";
            if (Found is { } found && Check.Action == RuleAction.Block)
            {
                return new Denial(
                    IsResponse ? DenialCode.ResponseBlocked : DenialCode.ContentBlocked,
                    403,
                    $"A policy of this gateway blocks this {what}: outside detector {Check.Detector} ({found.Category}). If this is wrong, give the operator the request id.")
                { RuleId = RuleId };
            }

            return Fault is { } fault && IsClosed
                ? new Denial(
                    DenialCode.GuardFailed,
                    503,
                    $"This {what} needs a verdict of the outside detector {Check.Detector}, which gave none ({QuestionJson.Word(fault)}), so it is not passed on. Try again; the operator finds the cause at the detector.")
                { RuleId = RuleId }
                : null;
        }
    }

    /// <summary>Puts it on the exchange's record.</summary>
    internal void Record(Exchange exchange)
    {
        var direction = QuestionJson.Word(Check.On[0]);
        exchange.AddDetector($"{RuleId}/{direction}", State);
        exchange.OutsideCalls = [.. exchange.OutsideCalls, new OutsideCall
        {
            Detector = Check.Detector,
            Direction = direction,
            Result = !IsAsked ? "not_asked" : Found is not null ? "found" : Fault is not null ? "failed" : "clean",
            Fault = Fault is { } fault ? QuestionJson.Word(fault) : null,
            Category = Found?.Category,
            Score = Found?.Score ?? 0,
            DurationMs = Math.Round(Elapsed.TotalMilliseconds, 1),
            InputTokens = InputTokens,
            OutputTokens = OutputTokens,
            CostUsd = CostUsd,
        }];
        if (Found is { Category: { } category, Score: var score })
        {
            exchange.AddFinding(Describe(category, score));
            if (Check.Action == RuleAction.Warn)
            {
                Guardrails.WarningHeader.Add(exchange, category, RuleId, IsResponse);
            }
        }
    }

    private DetectorState State =>
        !IsAsked ? DetectorState.Skipped
        : Fault is null ? DetectorState.Scanned
        : IsClosed ? DetectorState.Partial
        : DetectorState.FailedOpen;

    // A verdict is about the texts together, so it has no place in one of them.
    private SegmentFinding Describe(string category, double score) => new()
    {
        RuleId = RuleId,
        Category = category,
        Severity = score switch { >= 0.9 => "critical", >= 0.7 => "high", >= 0.4 => "medium", _ => "low" },
        Score = score,
        Action = QuestionJson.Word(Check.Action),
        IsResponse = IsResponse,
        Location = IsResponse ? "answer" : "",
        Start = 0,
        End = 0,
    };
}
