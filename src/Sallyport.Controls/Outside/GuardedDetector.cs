using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Sallyport.Controls.Outside;

/// <summary>An outside detector with what all of them need: a deadline, a bound on questions at a time, rest after failures, and sums.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Its semaphore gives out no wait handle, so there is nothing to dispose; and a detector that was replaced may still be asked.")]
public sealed partial class GuardedDetector
{
    private readonly IOutsideDetector _detector;
    private readonly SemaphoreSlim _places;
    private readonly CircuitBreaker _breaker;
    private readonly OutsideTotals _totals;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    internal GuardedDetector(OutsideConfig config, IOutsideDetector detector, OutsideTotals totals, TimeProvider clock, ILogger logger)
    {
        Config = config;
        _detector = detector;
        _totals = totals;
        _clock = clock;
        _logger = logger;
        _places = new SemaphoreSlim(config.MaxConcurrent, config.MaxConcurrent);
        _breaker = new CircuitBreaker(clock);
    }

    /// <summary>What it was made from.</summary>
    public OutsideConfig Config { get; }

    /// <summary>Whether it failed so often in a row that it is left alone for a while.</summary>
    public bool IsResting => _breaker.IsResting;

    internal OutsideTotals Totals => _totals;

    /// <summary>Asks, within the deadline.</summary>
    /// <param name="question">The question.</param>
    /// <param name="isTrial">Whether a person tries it out: then it is asked although it rests, and an answer ends the rest.</param>
    /// <param name="cancellationToken">The caller going away.</param>
    public async Task<OutsideAnswer> AskAsync(OutsideQuestion question, bool isTrial, CancellationToken cancellationToken)
    {
        if (!_breaker.TryPass() && !isTrial)
        {
            return OutsideAnswer.Failed(OutsideFault.Resting, $"It failed {CircuitBreaker.MostFailures} times in a row and is asked again after {CircuitBreaker.Rest.TotalSeconds} seconds.");
        }

        var started = _clock.GetTimestamp();
        var answer = await AskInTimeAsync(question, cancellationToken);
        _totals.Add(answer, _clock.GetElapsedTime(started));
        Note(answer.Fault);
        return answer;
    }

    private async Task<OutsideAnswer> AskInTimeAsync(OutsideQuestion question, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Config.Timeout, _clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var hasPlace = false;
        try
        {
            await _places.WaitAsync(ending.Token);
            hasPlace = true;
            return await _detector.AskAsync(question, ending.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return hasPlace
                ? OutsideAnswer.Failed(OutsideFault.Timeout, $"It did not answer within {Config.Timeout.TotalMilliseconds:0} ms.")
                : OutsideAnswer.Failed(OutsideFault.Busy, $"{Config.MaxConcurrent} questions at a time were under way for {Config.Timeout.TotalMilliseconds:0} ms; raise max_concurrent if it can take more.");
        }
        finally
        {
            if (hasPlace)
            {
                _places.Release();
            }
        }
    }

    private void Note(OutsideFault? fault)
    {
        if (fault is not { } outage || !outage.IsOutage())
        {
            // An answer that is no verdict is one: it is there. Else who writes the texts could send it to rest for everybody, or keep it there.
            if (_breaker.Succeed())
            {
                Log.WorksAgain(_logger, Config.Name);
            }
        }
        else if (outage != OutsideFault.Busy && _breaker.Fail())
        {
            // Busy is our own lack of places, which says nothing about the other side.
            Log.Rests(_logger, Config.Name, CircuitBreaker.MostFailures, outage);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3200, LogLevel.Warning, "The outside detector {Detector} failed {Failures} times in a row ({Fault}) and is left alone for a while; policies that ask it do what they say for that")]
        internal static partial void Rests(ILogger logger, string detector, int failures, OutsideFault fault);

        [LoggerMessage(3201, LogLevel.Information, "The outside detector {Detector} works again")]
        internal static partial void WorksAgain(ILogger logger, string detector);
    }
}
