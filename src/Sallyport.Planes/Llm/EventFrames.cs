using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sallyport.Core.Exchanges;
using Sallyport.Protocols.Json;
using Sallyport.Protocols.Llm;
using Sallyport.Protocols.Sse;

namespace Sallyport.Planes.Llm;

/// <summary>
/// Turns events into frames. An event whose payload stands in several data lines is rewritten as one line, so that texts have one
/// place in the bytes; no provider sends such, but a stream must not pass unseen by using them.
/// </summary>
internal sealed class EventFrames : IDisposable
{
    private readonly Exchange _exchange;
    private readonly LlmExchange _state;
    private readonly LlmStreamRules _rules;
    private readonly JsonField _fields;
    private readonly ChannelMap _channels = new();
    private readonly FrameSource _source = new();
    private readonly SseFramer _joinedFramer = new();
    private PooledBytes? _joined;
    private StreamMark _mark;
    private char[] _chars = ArrayPool<char>.Shared.Rent(256);

    internal EventFrames(Exchange exchange, LlmExchange state, LlmStreamRules rules)
    {
        _exchange = exchange;
        _state = state;
        _rules = rules;
        _fields = state.Format.Event ?? state.Format.Response;
    }

    /// <summary>Whether the event that ends the answer has come.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>The frame of an event; null where the caller must not see the event.</summary>
    internal ResponseFrame? Build(ReadOnlyMemory<byte> bytes, SseEvent read)
    {
        if (read.DataLines > 1 || read.HasOther)
        {
            var isCutOff = read.IsCutOff;
            (bytes, read) = Join(bytes);
            read = read with { IsCutOff = isCutOff };
        }

        var payload = bytes.Span.Slice(read.DataStart, read.DataLength);
        if (read.DataLines == 0 || payload.IsEmpty)
        {
            return Plain(bytes, endsText: false);
        }

        if (_rules.IsSentinel(payload))
        {
            IsComplete = true;
            return Plain(bytes, endsText: true);
        }

        return _state.Finder.FindNext(payload, _fields) == JsonFault.None
            ? Inspect(bytes, read)
            : ResponseFrame.Refusal(read.IsCutOff ? AnswerFault.CutOff : AnswerFault.NotJson);
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_chars, clearArray: true);
        _chars = [];
        _joined?.Dispose();
    }

    private ResponseFrame? Inspect(ReadOnlyMemory<byte> bytes, SseEvent read)
    {
        var payload = bytes.Span.Slice(read.DataStart, read.DataLength);
        var finder = _state.Finder;
        if (!finder.IsRepeat)
        {
            _mark = _rules.Classify(payload, finder);
            IsComplete |= (_mark & StreamMark.Terminal) != 0;
            _state.Observe(payload, _exchange);
        }

        if (finder.HasOddIndex)
        {
            return ResponseFrame.Refusal(AnswerFault.OddIndex);
        }

        if (_state.UsageSplice is not null && (_mark & StreamMark.UsageOnly) != 0)
        {
            return null;
        }

        Decode(payload, finder);
        var frame = _source.Next();
        frame.EndsText = (_mark & StreamMark.EndsText) != 0;
        frame.Bytes = bytes;
        var usage = finder.Fact(LlmFact.Usage);
        var cut = _state.UsageSplice is not null && usage.Type == JsonTokenType.Null ? JsonMember.WithComma(payload, usage) : default;
        if (cut.Length > 0)
        {
            frame.Bytes = CutOut(bytes, read.DataStart + cut.Start, cut.Length);
        }

        foreach (ref readonly var text in finder.Texts)
        {
            if (!_channels.TryGet(text, out var channel))
            {
                return ResponseFrame.Refusal(_channels.IsMixed ? AnswerFault.OddIndex : AnswerFault.TooManyChannels);
            }

            // Only what runs through the stream: copies of whole texts would count twice.
            _state.OutputChars += channel == ChannelMap.Whole ? 0 : text.TextLength;
            _source.Add(text, _chars, payload, channel, read.DataStart - (text.Start > cut.Start ? cut.Length : 0));
        }

        return frame;
    }

    private ResponseFrame Plain(ReadOnlyMemory<byte> bytes, bool endsText)
    {
        var frame = _source.Next();
        frame.Bytes = bytes;
        frame.EndsText = endsText;
        return frame;
    }

    private void Decode(ReadOnlySpan<byte> payload, JsonTextFinder finder)
    {
        if (finder.MaxChars > _chars.Length)
        {
            var old = _chars;
            _chars = ArrayPool<char>.Shared.Rent(finder.MaxChars);
            ArrayPool<char>.Shared.Return(old, clearArray: true);
        }

        finder.Decode(payload, _chars);
    }

    /// <summary>Removes a range by moving what stands before it: the bytes are the reader's own and read only once.</summary>
    private static ReadOnlyMemory<byte> CutOut(ReadOnlyMemory<byte> bytes, int start, int length)
    {
        var own = MemoryMarshal.AsMemory(bytes).Span;
        own[..start].CopyTo(own[length..]);
        return bytes[length..];
    }

    private (ReadOnlyMemory<byte> Bytes, SseEvent Read) Join(ReadOnlyMemory<byte> bytes)
    {
        _joined ??= new PooledBytes(bytes.Length + 16);
        _joined.Clear();
        SseFramer.Join(bytes.Span, _joined);
        _joinedFramer.TryRead(_joined.Span, isFinal: true, out var read);
        return (_joined.Written, read);
    }
}
