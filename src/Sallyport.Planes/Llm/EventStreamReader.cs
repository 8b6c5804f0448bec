using System.Buffers;
using System.Runtime.CompilerServices;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Protocols.Llm;
using Sallyport.Protocols.Sse;

namespace Sallyport.Planes.Llm;

/// <summary>
/// Reads a stream of events: one frame per event, straight from the read buffer. Events that arrived together are handed out
/// without waiting.
/// </summary>
internal sealed class EventStreamReader : IAnswerReader
{
    private const int FirstRent = 4 * 1024;

    private readonly Exchange _exchange;
    private readonly Stream _body;
    private readonly int _maxEventBytes;
    private readonly SseFramer _framer = new();
    private readonly EventFrames _frames;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstRent);
    private long _counted;
    private int _start;
    private int _end;
    private bool _isEnd;
    private bool _isOver;

    internal EventStreamReader(Exchange exchange, LlmExchange state, LlmStreamRules rules, Stream body, int maxEventBytes)
    {
        _exchange = exchange;
        _body = body;
        _maxEventBytes = maxEventBytes;
        _frames = new EventFrames(exchange, state, rules);
    }

    public ValueTask<ResponseFrame?> NextAsync(CancellationToken cancellationToken) =>
        TryNext(out var frame) ? new(frame) : ReadAndNextAsync(cancellationToken);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = [];
        _frames.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ResponseFrame?> ReadAndNextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!TryMakeRoom())
            {
                return Refuse(BufferBudget.Exhausted);
            }

            try
            {
                var read = await _body.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
                _end += read;
                _isEnd = read == 0;
            }
            catch (Exception exception) when (AnswerFault.Of(exception, _exchange, cancellationToken) is { } fault)
            {
                // A provider that cuts the connection right after its last event has said all it had to say.
                return _frames.IsComplete ? null : Refuse(fault);
            }

            if (TryNext(out var frame))
            {
                return frame;
            }
        }
    }

    /// <summary>True with a frame, or with null at the end; false when more bytes are needed.</summary>
    private bool TryNext(out ResponseFrame? frame)
    {
        frame = null;
        while (!_isOver)
        {
            if (_framer.TryRead(_buffer.AsSpan(_start, _end - _start), _isEnd, out var read) == SseReadStatus.Event)
            {
                var bytes = _buffer.AsMemory(_start, read.Length);
                _start += read.Length;
                frame = read.Length > _maxEventBytes ? Refuse(AnswerFault.EventTooLarge(_maxEventBytes)) : _frames.Build(bytes, read);
                _isOver |= frame?.Denial is not null;
                if (frame is not null)
                {
                    return true;
                }
            }
            else if (_isEnd)
            {
                frame = _frames.IsComplete ? null : Refuse(AnswerFault.CutOff);
                _isOver = true;
                return true;
            }
            else if (_end - _start > _maxEventBytes)
            {
                frame = Refuse(AnswerFault.EventTooLarge(_maxEventBytes));
                return true;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private ResponseFrame Refuse(Denial denial)
    {
        _isOver = true;
        return ResponseFrame.Refusal(denial);
    }

    /// <summary>Moves what is left to the front, and grows when one event fills the buffer. The frames handed out before are over.</summary>
    private bool TryMakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            if (!_exchange.TryHold(_buffer.Length * 2L))
            {
                return false;
            }

            _exchange.LetGo(_counted);
            _counted = _buffer.Length * 2L;
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = larger;
        }

        return true;
    }
}
