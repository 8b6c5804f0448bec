using System.Buffers;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Protocols.Json;

namespace Sallyport.Planes.Llm;

/// <summary>Reads a JSON answer whole, within the size limit, as one frame.</summary>
internal sealed class WholeAnswerReader : IAnswerReader
{
    private const int FirstRent = 8 * 1024;
    private const int LargestFirstRent = 64 * 1024;

    private readonly Exchange _exchange;
    private readonly LlmExchange _state;
    private readonly Stream _body;
    private readonly int _limit;
    private readonly PooledBytes _bytes;
    private readonly long? _announced;
    private char[] _chars = [];
    private int _charsUsed;
    private bool _isRead;

    internal WholeAnswerReader(Exchange exchange, LlmExchange state, Stream body, long? announced, int limit)
    {
        _exchange = exchange;
        _state = state;
        _body = body;
        _limit = limit;
        _announced = announced;
        _bytes = new PooledBytes((int)Math.Min((announced ?? FirstRent) + 1, LargestFirstRent));
    }

    public async ValueTask<ResponseFrame?> NextAsync(CancellationToken cancellationToken)
    {
        if (_isRead)
        {
            return null;
        }

        _isRead = true;
        return await FillAsync(cancellationToken) is { } denial ? ResponseFrame.Refusal(denial) : Build();
    }

    public void Dispose()
    {
        _bytes.Dispose();
        _chars.AsSpan(0, _charsUsed).Clear();
        ArrayPool<char>.Shared.Return(_chars);
        _chars = [];
    }

    private async ValueTask<Denial?> FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (!_bytes.TryMakeRoom(_exchange, _announced ?? 0))
                {
                    return BufferBudget.Exhausted;
                }

                var read = await _body.ReadAsync(_bytes.GetMemory(), cancellationToken);
                if (read == 0)
                {
                    return null;
                }

                _bytes.Advance(read);
                if (_bytes.Length > _limit)
                {
                    return AnswerFault.TooLarge(_limit);
                }
            }
        }
        catch (Exception exception) when (AnswerFault.Of(exception, _exchange, cancellationToken) is { } fault)
        {
            return fault;
        }
    }

    private ResponseFrame Build()
    {
        var frame = new ResponseFrame { Bytes = _bytes.Written, EndsText = true };
        if (_bytes.Length == 0)
        {
            return frame;
        }

        // A refusal of the upstream is no list. What is no JSON is left for the finder to refuse.
        if (_exchange.Models is { } models && _exchange.Answer?.Status is >= 200 and < 300)
        {
            ModelList.Cut(_bytes, models);
            frame.Bytes = _bytes.Written;
        }

        var json = _bytes.Span;
        var finder = _state.Finder;
        if (finder.Find(json, _state.Format.Response) != JsonFault.None)
        {
            var status = _exchange.Answer?.Status ?? 0;
            return ResponseFrame.Refusal(status >= 400 ? AnswerFault.Opaque(status, "broken JSON", null) : AnswerFault.NotJson);
        }

        _state.Observe(json, _exchange);
        _state.OutputChars = finder.MaxChars;
        if (!_exchange.TryHold((long)finder.MaxChars * sizeof(char)))
        {
            return ResponseFrame.Refusal(BufferBudget.Exhausted);
        }

        _chars = ArrayPool<char>.Shared.Rent(Math.Max(finder.MaxChars, 1));
        _charsUsed = finder.MaxChars;
        finder.Decode(json, _chars);
        foreach (ref readonly var text in finder.Texts)
        {
            var segment = new TextSegment();
            FrameSource.Fill(segment, text, _chars, json, TextSegment.WholeText, offset: 0);
            frame.Add(segment);
        }

        return frame;
    }
}
