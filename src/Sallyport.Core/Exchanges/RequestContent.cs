using System.Buffers;

namespace Sallyport.Core.Exchanges;

/// <summary>
/// The caller's request body, whole and as sent, with the texts found in it. Owns pooled buffers, cleared when returned:
/// prompts must not surface in another exchange.
/// </summary>
public sealed class RequestContent : IDisposable
{
    private byte[]? _body;
    private char[]? _texts;
    private int _textsUsed;

    /// <summary>Takes over a buffer rented from the shared pool.</summary>
    /// <param name="body">Rented; holds the body's bytes from its start, and nothing that needs clearing behind them.</param>
    /// <param name="length">How many bytes of it are the body.</param>
    public RequestContent(byte[] body, int length)
    {
        _body = body;
        Length = length;
        Body = body.AsMemory(0, length);
    }

    /// <summary>How many bytes the body has or had.</summary>
    public int Length { get; }

    /// <summary>The bytes as sent (after content decoding, if the body was compressed). Empty once the upstream has taken them.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>The texts, in the order of the bytes. Set by the plane's ReadRequestAsync; empty once the upstream's request is made.</summary>
    public IReadOnlyList<TextSegment> Segments { get; set; } = [];

    /// <summary>How many UTF-16 units the texts had. Set when they are released.</summary>
    public long TextLength { get; private set; }

    /// <summary>Gives the content the pooled buffer that its segments' texts stand in.</summary>
    /// <param name="rented">Rented from the shared pool.</param>
    /// <param name="used">How many of its units may hold text.</param>
    public void OwnTexts(char[] rented, int used)
    {
        _texts = rented;
        _textsUsed = used;
    }

    /// <summary>Returns the texts' buffer: nothing may read a text any more.</summary>
    public void ReleaseTexts()
    {
        foreach (var segment in Segments)
        {
            TextLength += segment.Text.Length;
        }

        Segments = [];
        if (_texts is { } texts)
        {
            _texts = null;
            // Only what was written: clearing the rest would make the system provide memory for it.
            texts.AsSpan(0, _textsUsed).Clear();
            ArrayPool<char>.Shared.Return(texts);
        }
    }

    /// <summary>Returns the body's buffer: nothing may read the body any more.</summary>
    public void ReleaseBody()
    {
        if (_body is { } body)
        {
            _body = null;
            Body = default;
            body.AsSpan(0, Length).Clear();
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    /// <summary>Returns the buffers.</summary>
    public void Dispose()
    {
        ReleaseTexts();
        ReleaseBody();
    }
}
