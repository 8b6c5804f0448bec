using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;

namespace Sallyport.Core.Pipeline;

/// <summary>
/// Runs an exchange through the lists of the pipeline. There is one runner and no other way to a plane's ForwardAsync.
/// <code>
///  request stages ──denial──► WriteDenialAsync ─┐
///        │                                      │
///  plane.ForwardAsync ─► response stages ─► plane.WriteResponseAsync
///        │                                      │
///        └───────────── recorders, always ◄─────┘
/// </code>
/// </summary>
public sealed partial class PipelineRunner
{
    private const string ForwardTiming = "Forward";

    private readonly IRequestStage[] _requestStages;
    private readonly string[] _requestStageNames;
    private readonly IResponseStage[] _responseStages;
    private readonly IExchangeRecorder[] _recorders;
    private readonly BufferBudget _buffers;
    private readonly StrangerRefusals _strangers;
    private readonly IIdGenerator _ids;
    private readonly TimeProvider _clock;
    private readonly ILogger<PipelineRunner> _logger;
    private int _active;

    /// <summary>Makes the runner from the three ordered lists.</summary>
    public PipelineRunner(
        IReadOnlyList<IRequestStage> requestStages,
        IReadOnlyList<IResponseStage> responseStages,
        IReadOnlyList<IExchangeRecorder> recorders,
        BufferBudget buffers,
        StrangerRefusals strangers,
        IIdGenerator ids,
        TimeProvider clock,
        ILogger<PipelineRunner> logger)
    {
        _requestStages = [.. requestStages];
        _requestStageNames = [.. requestStages.Select(stage => stage.GetType().Name.Replace("Stage", "", StringComparison.Ordinal))];
        _responseStages = [.. responseStages];
        _recorders = [.. recorders];
        _buffers = buffers;
        _strangers = strangers;
        _ids = ids;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>How many exchanges run right now.</summary>
    public int Active => Volatile.Read(ref _active);

    /// <summary>Serves one request of a data plane from its head to its record.</summary>
    public async Task RunAsync(HttpContext http)
    {
        using var exchange = new Exchange(http, _ids.NewId(), _clock.GetUtcNow()) { Buffers = _buffers };
        http.Response.Headers["X-Request-Id"] = exchange.Id;
        var cancellationToken = http.RequestAborted;
        Interlocked.Increment(ref _active);
        try
        {
            await ServeAsync(exchange, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            GiveUp(exchange);
        }
        catch (BadHttpRequestException exception)
        {
            await RefuseAsync(exchange, OfBadRequest(exception));
        }
        catch (StalledCallerException)
        {
            exchange.Denial ??= CallerWrites.Stalled;
            GiveUp(exchange);
        }
        catch (IOException exception) when (cancellationToken.IsCancellationRequested || exception is ConnectionResetException)
        {
            // The token may be cancelled a moment after the read or write has failed.
            GiveUp(exchange);
        }
        catch (Exception exception)
        {
            // Fail closed: whatever broke, nothing more of the answer leaves, and the fault is recorded like any refusal.
            Log.ExchangeFailed(_logger, exchange.Id, exception);
            await RefuseAsync(exchange, new Denial(DenialCode.InternalError, 500, "The gateway failed to process this request. The operator finds the cause under this request id in the log."));
        }
        finally
        {
            Interlocked.Decrement(ref _active);
            await RecordAsync(exchange);
        }
    }

    private async ValueTask ServeAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        // (1) The way up: the first denial ends it.
        var started = exchange.StartTimestamp;
        for (var i = 0; i < _requestStages.Length; i++)
        {
            var denial = await _requestStages[i].ApplyAsync(exchange, cancellationToken);
            var now = Stopwatch.GetTimestamp();
            exchange.AddTiming(_requestStageNames[i], now - started);
            started = now;
            if (denial is not null)
            {
                await RefuseAsync(exchange, denial);
                return;
            }
        }

        // (2) Forward, and (3) the way back, frame by frame through every response stage in the order of the list.
        var plane = exchange.Plane ?? throw new InvalidOperationException("ResolveProxyStage passed an exchange without a plane.");
        var frames = plane.ForwardAsync(exchange, cancellationToken);
        foreach (var stage in _responseStages)
        {
            frames = stage.ApplyAsync(frames, exchange, cancellationToken);
        }

        await plane.WriteResponseAsync(exchange, frames, cancellationToken);
        exchange.AddTiming(ForwardTiming, Stopwatch.GetTimestamp() - started);
    }

    private void GiveUp(Exchange exchange)
    {
        exchange.IsAborted = true;
        Log.CallerLeft(_logger, exchange.Id);
        // Else the server would try to read the rest of a body whose sender is gone, fail, and log an error each time.
        exchange.Http.Abort();
    }

    private async ValueTask RefuseAsync(Exchange exchange, Denial denial)
    {
        if (exchange.Caller.Kind == CallerKind.Nobody && _strangers.Refuse(exchange.Http) is { } summarised)
        {
            exchange.IsSummarised = true;
            denial = summarised;
        }

        exchange.Denial ??= denial;
        var http = exchange.Http;
        if (http.Response.HasStarted)
        {
            // Half an answer is out; cutting the connection is the only honest end.
            http.Abort();
            return;
        }

        try
        {
            if (exchange.Plane is { } plane)
            {
                await plane.WriteDenialAsync(exchange, denial, http.RequestAborted);
            }
            else
            {
                http.Response.StatusCode = denial.Status;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            exchange.IsAborted = true;
        }
    }

    private async ValueTask RecordAsync(Exchange exchange)
    {
        foreach (var recorder in _recorders)
        {
            try
            {
                await recorder.RecordAsync(exchange);
            }
            catch (Exception exception)
            {
                // One recorder's fault must not cost the others their record.
                Log.RecorderFailed(_logger, recorder.GetType().Name, exchange.Id, exception);
            }
        }
    }

    private static Denial OfBadRequest(BadHttpRequestException exception) => exception.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => new Denial(DenialCode.RequestTooLarge, 413, "The request body is larger than the gateway accepts."),
        StatusCodes.Status408RequestTimeout => new Denial(DenialCode.RequestTimeout, 408, "The request body did not arrive in time."),
        _ => new Denial(DenialCode.RequestMalformed, 400, "The request is not valid HTTP."),
    };

    private static partial class Log
    {
        [LoggerMessage(100, LogLevel.Error, "Exchange {ExchangeId} failed")]
        internal static partial void ExchangeFailed(ILogger logger, string exchangeId, Exception exception);

        [LoggerMessage(102, LogLevel.Debug, "The caller of exchange {ExchangeId} went away")]
        internal static partial void CallerLeft(ILogger logger, string exchangeId);

        [LoggerMessage(101, LogLevel.Error, "{Recorder} failed for exchange {ExchangeId}")]
        internal static partial void RecorderFailed(ILogger logger, string recorder, string exchangeId, Exception exception);
    }
}
