using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;

namespace Sallyport.Planes.Llm;

/// <summary>Reads a request body whole, within its limits of size and silence.</summary>
internal sealed class RequestBodyReader
{
    private const int FirstRent = 4096;
    private const int LargestFirstRent = 64 * 1024;

    private readonly LlmPlaneOptions _options;

    internal RequestBodyReader(LlmPlaneOptions options) => _options = options;

    /// <summary>Checks what the head says about the body.</summary>
    internal Denial? CheckHead(HttpRequest request)
    {
        if (!IsJson(request.ContentType))
        {
            return new Denial(DenialCode.UnsupportedMediaType, 415, "The body must be sent with Content-Type: application/json in UTF-8.");
        }

        if (request.ContentLength > _options.MaxRequestBytes)
        {
            return TooLarge();
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // The server counts the bytes as sent; this reader counts them after decompression.
            limit.MaxRequestBodySize = _options.MaxRequestBytes;
        }

        return null;
    }

    /// <summary>Reads. The denial is null when <paramref name="into"/> holds the body.</summary>
    internal async ValueTask<Denial?> ReadAsync(Exchange exchange, PooledBytes into, CancellationToken cancellationToken)
    {
        var request = exchange.Http.Request;
        if (ContentCoding.Decode(request.Body, request.Headers.ContentEncoding.ToString()) is not { } body)
        {
            return new Denial(DenialCode.UnsupportedMediaType, 415, $"The body's Content-Encoding cannot be inspected. Use one of {ContentCoding.Known}, or none.");
        }

        using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                if (!into.TryMakeRoom(exchange, request.ContentLength ?? 0))
                {
                    return BufferBudget.Exhausted;
                }

                idle.CancelAfter(_options.RequestIdleTimeout);
                var read = await body.ReadAsync(into.GetMemory(), idle.Token);
                if (read == 0)
                {
                    return null;
                }

                into.Advance(read);
                if (into.Length > _options.MaxRequestBytes)
                {
                    return TooLarge();
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Denial(DenialCode.RequestTimeout, 408, "The body did not arrive in time.");
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge();
        }
        catch (Exception exception) when (ContentCoding.IsFault(exception))
        {
            return new Denial(DenialCode.RequestMalformed, 400, "The body is not what its Content-Encoding says.");
        }
        catch (IOException exception) when (exception is not (BadHttpRequestException or ConnectionResetException))
        {
            // Kestrel reports a chunk size that overflows in this way only.
            return new Denial(DenialCode.RequestMalformed, 400, "The body's chunks are not valid HTTP.");
        }
    }

    /// <summary>A buffer for the body, sized from what is announced, but not trusting it: announcing costs a caller nothing.</summary>
    internal static PooledBytes Rent(HttpRequest request) =>
        new((int)Math.Min((request.ContentLength ?? FirstRent) + 1, LargestFirstRent));

    private Denial TooLarge() =>
        new(DenialCode.RequestTooLarge, 413, $"The body is larger than {_options.MaxRequestBytes} bytes. An operator can raise Llm:MaxRequestBytes.");

    private static bool IsJson(string? contentType)
    {
        if (contentType is "application/json")
        {
            return true;
        }

        return System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
            && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
            && (type.CharSet is null || string.Equals(type.CharSet.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase));
    }
}
