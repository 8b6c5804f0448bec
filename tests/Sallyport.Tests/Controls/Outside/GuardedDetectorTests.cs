using Microsoft.Extensions.Logging.Abstractions;
using Sallyport.Controls.Outside;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Controls.Outside;

public sealed class GuardedDetectorTests
{
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static OutsideAnswer Clean { get; } = new() { Verdict = OutsideVerdict.Clean(""), InputTokens = 10 };

    private static OutsideAnswer Broken { get; } = OutsideAnswer.Failed(OutsideFault.ServerError, "");

    [Fact]
    public async Task After_five_failures_in_a_row_it_rests_and_one_question_at_a_time_tries_again()
    {
        var answer = Broken;
        var inner = new ScriptedDetector(_ => Task.FromResult(answer));
        var detector = Guard(inner);
        for (var index = 0; index < CircuitBreaker.MostFailures; index++)
        {
            Assert.Equal(OutsideFault.ServerError, (await AskAsync(detector)).Fault);
        }

        Assert.Equal(OutsideFault.Resting, (await AskAsync(detector)).Fault);
        _clock.Advance(CircuitBreaker.Rest);
        Assert.Equal(OutsideFault.ServerError, (await AskAsync(detector)).Fault);
        Assert.Equal(OutsideFault.Resting, (await AskAsync(detector)).Fault);
        Assert.Equal(CircuitBreaker.MostFailures + 1, inner.Asked);

        answer = Clean;
        _clock.Advance(CircuitBreaker.Rest);
        Assert.Null((await AskAsync(detector)).Fault);
        Assert.False(detector.IsResting);
    }

    [Fact]
    public async Task A_success_between_failures_counts_them_anew()
    {
        var answers = new Queue<OutsideAnswer>([Broken, Broken, Broken, Broken, Clean, Broken, Broken, Broken, Broken, Clean]);
        var detector = Guard(new ScriptedDetector(_ => Task.FromResult(answers.Dequeue())));

        while (answers.Count > 0)
        {
            Assert.NotEqual(OutsideFault.Resting, (await AskAsync(detector)).Fault);
        }
    }

    [Theory]
    [InlineData(OutsideFault.Refused)]
    [InlineData(OutsideFault.Malformed)]
    [InlineData(OutsideFault.AnswerTooLarge)]
    [InlineData(OutsideFault.Busy)]
    public async Task A_fault_that_a_text_can_provoke_sends_it_to_no_rest(OutsideFault fault)
    {
        var detector = Guard(new ScriptedDetector(_ => Task.FromResult(OutsideAnswer.Failed(fault, ""))));
        for (var index = 0; index < 3 * CircuitBreaker.MostFailures; index++)
        {
            Assert.Equal(fault, (await AskAsync(detector)).Fault);
        }

        Assert.False(detector.IsResting);
    }

    [Theory]
    [InlineData(OutsideFault.Unreachable)]
    [InlineData(OutsideFault.AddressRefused)]
    [InlineData(OutsideFault.Timeout)]
    [InlineData(OutsideFault.ServerError)]
    [InlineData(OutsideFault.Throttled)]
    [InlineData(OutsideFault.CredentialRefused)]
    [InlineData(OutsideFault.CredentialUnavailable)]
    public async Task An_outage_sends_it_to_rest(OutsideFault fault)
    {
        var detector = Guard(new ScriptedDetector(_ => Task.FromResult(OutsideAnswer.Failed(fault, ""))));
        for (var index = 0; index < CircuitBreaker.MostFailures; index++)
        {
            await AskAsync(detector);
        }

        Assert.True(detector.IsResting);
    }

    [Fact]
    public async Task An_answer_that_is_no_verdict_ends_a_rest_since_it_shows_that_the_detector_is_there()
    {
        var answer = Broken;
        var detector = Guard(new ScriptedDetector(_ => Task.FromResult(answer)));
        for (var index = 0; index < CircuitBreaker.MostFailures; index++)
        {
            await AskAsync(detector);
        }

        answer = OutsideAnswer.Failed(OutsideFault.Malformed, "");
        _clock.Advance(CircuitBreaker.Rest);
        await AskAsync(detector);

        Assert.False(detector.IsResting);
    }

    [Fact]
    public async Task A_detector_that_says_nothing_is_given_up_at_its_deadline()
    {
        var detector = Guard(new ScriptedDetector(Never), OutsideSamples.Config with { Timeout = TimeSpan.FromMilliseconds(50) });

        Assert.Equal(OutsideFault.Timeout, (await AskAsync(detector)).Fault);
    }

    [Fact]
    public async Task No_more_questions_than_it_takes_are_under_way_and_those_waiting_count_as_busy_not_as_its_fault()
    {
        var inner = new ScriptedDetector(Never);
        var detector = Guard(inner, OutsideSamples.Config with { MaxConcurrent = 1, Timeout = TimeSpan.FromMilliseconds(100) });
        var faults = (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(detector)))).Select(answer => answer.Fault).ToList();

        Assert.True(inner.Asked < 4);
        Assert.Contains(OutsideFault.Busy, faults);
        Assert.All(faults, fault => Assert.True(fault is OutsideFault.Busy or OutsideFault.Timeout));
    }

    [Fact]
    public async Task A_caller_who_leaves_is_no_failure()
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var detector = Guard(new ScriptedDetector(Never));
        var asked = detector.AskAsync(OutsideSamples.Question("a"), isTrial: false, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal(0, detector.Totals.Read().Failed);
    }

    [Fact]
    public async Task What_it_was_asked_adds_up()
    {
        var answers = new Queue<OutsideAnswer>([Clean, Broken, new() { Verdict = OutsideVerdict.Found("jailbreak", 1, ""), OutputTokens = 5, CostUsd = 0.5m }]);
        var detector = Guard(new ScriptedDetector(_ => Task.FromResult(answers.Dequeue())));
        while (answers.Count > 0)
        {
            await AskAsync(detector);
        }

        var sums = detector.Totals.Read();
        Assert.Equal((3L, 1L, 1L, 10L, 5L, 0.5m), (sums.Asked, sums.Found, sums.Failed, sums.InputTokens, sums.OutputTokens, sums.CostUsd));
        Assert.Equal(OutsideFault.ServerError, sums.LastFault);
    }

    private static async Task<OutsideAnswer> Never(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return Clean;
    }

    private static Task<OutsideAnswer> AskAsync(GuardedDetector detector) => detector.AskAsync(OutsideSamples.Question("a"), isTrial: false, Token);

    private GuardedDetector Guard(IOutsideDetector detector, OutsideConfig? config = null) =>
        new(config ?? OutsideSamples.Config, detector, new OutsideTotals(), _clock, NullLogger.Instance);
}
