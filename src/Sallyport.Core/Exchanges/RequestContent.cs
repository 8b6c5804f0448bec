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

    /// <summary>Takes over a buffer rented from the shared pool.</summary>
    /// <param name="body">Rented; holds the body's bytes from its start.</param>
    /// <param name="length">How many bytes of it are the body.</param>
    public RequestContent(byte[] body, int length)
    {
        _body = body;
        Body = body.AsMemory(0, length);
    }

    /// <summary>The bytes as sent (after content decoding, if the body was compressed).</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The texts, in the order of the bytes. Set by the plane's ReadRequestAsync.</summary>
    public IReadOnlyList<TextSegment> Segments { get; set; } = [];

    /// <summary>Gives the content the pooled buffer that its segments' texts stand in.</summary>
    public void OwnTexts(char[] rented) => _texts = rented;

    /// <summary>Returns the buffers.</summary>
    public void Dispose()
    {
        if (_body is { } body)
        {
            _body = null;
            ArrayPool<byte>.Shared.Return(body, clearArray: true);
        }

        if (_texts is { } texts)
        {
            _texts = null;
            ArrayPool<char>.Shared.Return(texts, clearArray: true);
        }
    }
}
