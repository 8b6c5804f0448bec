using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Core.Pipeline;
using Sallyport.Core.Planes;
using Xunit;

namespace Sallyport.Tests.Core.Pipeline;

/// <summary>Whatever breaks on the way: nothing reaches the upstream, the caller gets a refusal, and the exchange leaves its record.</summary>
public sealed class PipelineRunnerTests
{
    private readonly SpokenPlane _plane = new();
    private readonly KeepingRecorder _kept = new();

    [Fact]
    public async Task A_denied_request_never_reaches_the_upstream_and_is_still_recorded()
    {
        var later = new ScriptedStage(_ => null);

        var exchange = await RunAsync([Resolve(), new ScriptedStage(_ => new Denial(DenialCode.AccessDenied, 403, "No.")), later]);

        Assert.Equal((DenialCode.AccessDenied, 403), (exchange.Denial?.Code, exchange.Http.Response.StatusCode));
        Assert.Equal((0, 0), (later.Calls, _plane.Forwards));
    }

    [Fact]
    public async Task A_stage_that_breaks_denies_the_request()
    {
        var exchange = await RunAsync([Resolve(), new ScriptedStage(_ => throw new InvalidDataException("A fault with a detail."))]);

        Assert.Equal((DenialCode.InternalError, 500), (exchange.Denial?.Code, exchange.Http.Response.StatusCode));
        Assert.DoesNotContain("A fault with a detail", exchange.Denial?.Detail, StringComparison.Ordinal);
        Assert.Equal(0, _plane.Forwards);
    }

    [Fact]
    public async Task A_stage_list_that_resolves_no_plane_denies_without_one()
    {
        var exchange = await RunAsync([new ScriptedStage(_ => null)]);

        Assert.Equal((DenialCode.InternalError, 500), (exchange.Denial?.Code, exchange.Http.Response.StatusCode));
    }

    [Theory]
    [InlineData(413, DenialCode.RequestTooLarge)]
    [InlineData(408, DenialCode.RequestTimeout)]
    [InlineData(400, DenialCode.RequestMalformed)]
    public async Task A_body_that_the_server_gives_up_on_is_refused_for_what_it_is(int status, DenialCode code)
    {
        var exchange = await RunAsync([Resolve(), new ScriptedStage(_ => throw new BadHttpRequestException("Bad.", status))]);

        Assert.Equal((code, status), (exchange.Denial?.Code, exchange.Http.Response.StatusCode));
    }

    [Fact]
    public async Task A_caller_who_leaves_is_recorded_as_gone_and_not_as_refused()
    {
        var http = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };

        var exchange = await RunAsync([Resolve(), new ScriptedStage(token => { token.ThrowIfCancellationRequested(); return null; })], http: http);

        Assert.True(exchange.IsAborted);
        Assert.Null(exchange.Denial);
    }

    /// <summary>A stage that was cancelled by a timeout of its own is a fault: the caller is still there and gets a refusal.</summary>
    [Fact]
    public async Task A_cancellation_that_the_caller_did_not_cause_is_a_refusal()
    {
        var exchange = await RunAsync([Resolve(), new ScriptedStage(_ => throw new OperationCanceledException())]);

        Assert.False(exchange.IsAborted);
        Assert.Equal(DenialCode.InternalError, exchange.Denial?.Code);
    }

    [Fact]
    public async Task A_recorder_that_breaks_costs_the_others_nothing()
    {
        await RunAsync([Resolve()], recorders: [new BrokenRecorder(), _kept]);

        Assert.Equal(1, _plane.Forwards);
    }

    [Fact]
    public async Task Response_stages_see_the_answer_in_the_order_of_the_list()
    {
        List<string> order = [];

        await RunAsync([Resolve()], responses: [new NamingStage("inspect", order), new NamingStage("unmask", order)]);

        Assert.Equal(["inspect", "unmask"], order);
    }

    [Fact]
    public async Task A_response_stage_that_breaks_before_the_first_frame_denies_the_answer()
    {
        var exchange = await RunAsync([Resolve()], responses: [new NamingStage("broken", order: null)]);

        Assert.Equal((DenialCode.InternalError, 500), (exchange.Denial?.Code, exchange.Http.Response.StatusCode));
    }

    private ScriptedStage Resolve() => new(_ => null) { Plane = _plane };

    private async Task<Exchange> RunAsync(
        IReadOnlyList<IRequestStage> stages, IReadOnlyList<IResponseStage>? responses = null, IReadOnlyList<IExchangeRecorder>? recorders = null, HttpContext? http = null)
    {
        var limits = Options.Create(new LimitOptions());
        var runner = new PipelineRunner(
            stages, responses ?? [], recorders ?? [_kept], new BufferBudget(limits), new StrangerRefusals(limits, TimeProvider.System), new FixedId(), TimeProvider.System, NullLogger<PipelineRunner>.Instance);
        await runner.RunAsync(http ?? new DefaultHttpContext());
        Assert.Equal(0, runner.Active);
        return Assert.Single(_kept.Exchanges);
    }

    private sealed class FixedId : IIdGenerator
    {
        public string NewId() => "id";
    }

    private sealed class ScriptedStage(Func<CancellationToken, Denial?> act) : IRequestStage
    {
        public IPlane? Plane { get; init; }

        public int Calls { get; private set; }

        public ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken)
        {
            Calls++;
            exchange.Plane ??= Plane;
            return new(act(cancellationToken));
        }
    }

    private sealed class NamingStage(string name, List<string>? order) : IResponseStage
    {
        public async IAsyncEnumerable<ResponseFrame> ApplyAsync(
            IAsyncEnumerable<ResponseFrame> frames, Exchange exchange, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var frame in frames.WithCancellation(cancellationToken))
            {
                (order ?? throw new InvalidDataException("Broken.")).Add(name);
                yield return frame;
            }
        }
    }

    private sealed class BrokenRecorder : IExchangeRecorder
    {
        public ValueTask RecordAsync(Exchange exchange) => throw new IOException("The disk is full.");
    }

    private sealed class KeepingRecorder : IExchangeRecorder
    {
        public List<Exchange> Exchanges { get; } = [];

        public ValueTask RecordAsync(Exchange exchange)
        {
            Exchanges.Add(exchange);
            return default;
        }
    }

    private sealed class SpokenPlane : IPlane
    {
        public int Forwards { get; private set; }

        public PlaneKind Kind => PlaneKind.Llm;

        public ValueTask<Denial?> ReadRequestAsync(Exchange exchange, CancellationToken cancellationToken) => default;

        public async IAsyncEnumerable<ResponseFrame> ForwardAsync(Exchange exchange, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Forwards++;
            await Task.Yield();
            yield return new ResponseFrame { EndsText = true };
        }

        public async ValueTask WriteResponseAsync(Exchange exchange, IAsyncEnumerable<ResponseFrame> frames, CancellationToken cancellationToken)
        {
            await foreach (var _ in frames.WithCancellation(cancellationToken))
            {
                exchange.ResponseBytes++;
            }
        }

        public ValueTask WriteDenialAsync(Exchange exchange, Denial denial, CancellationToken cancellationToken)
        {
            exchange.Http.Response.StatusCode = denial.Status;
            return default;
        }
    }
}
