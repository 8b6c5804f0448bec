using Sallyport.Core.Exchanges;

namespace Sallyport.Core.Upstream;

/// <summary>What came of a request to an upstream: exactly one of the two is set.</summary>
/// <param name="Response">The answer; its head is read, its body is not. The caller disposes it.</param>
/// <param name="Denial">Why there is none.</param>
public readonly record struct UpstreamResult(HttpResponseMessage? Response, Denial? Denial);
