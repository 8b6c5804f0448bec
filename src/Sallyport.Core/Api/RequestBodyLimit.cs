using Microsoft.AspNetCore.Http.Metadata;

namespace Sallyport.Core.Api;

/// <summary>Endpoint metadata: the most bytes a management request's body may have.</summary>
/// <param name="maxBytes">The limit in bytes.</param>
public sealed class RequestBodyLimit(long maxBytes) : IRequestSizeLimitMetadata
{
    /// <summary>64 KiB: enough for every form of the management API that carries no rules or documents.</summary>
    public static RequestBodyLimit Small { get; } = new(64 * 1024);

    /// <inheritdoc />
    public long? MaxRequestBodySize { get; } = maxBytes;
}
