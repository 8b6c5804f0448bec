using System.Net;

namespace Sallyport.Core.Upstream;

/// <summary>
/// An answer's body under an idle timeout. Keeps the content's headers; owns the token source that also bounded the wait for the head.
/// </summary>
internal sealed class IdleTimeoutContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly CancellationTokenSource _source;
    private readonly TimeSpan _idle;
    private readonly CancellationToken _caller;

    internal IdleTimeoutContent(HttpContent inner, CancellationTokenSource source, TimeSpan idle, CancellationToken caller)
    {
        _inner = inner;
        _source = source;
        _idle = idle;
        _caller = caller;
        foreach (var header in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() =>
        new IdleTimeoutStream(await _inner.ReadAsStreamAsync(_caller), _source, _idle, _caller);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var source = await CreateContentReadStreamAsync();
        await source.CopyToAsync(stream, _caller);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }
}
