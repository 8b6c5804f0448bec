using Sallyport.Protocols.Llm;

namespace Sallyport.Planes.Llm;

/// <summary>A path of a provider that may be used, and the format of what goes over it.</summary>
/// <param name="Path">The path as clients write it; with a trailing slash, one more segment (an id) follows.</param>
/// <param name="Method">The method.</param>
/// <param name="Format">The format.</param>
internal sealed record LlmRoute(string Path, string Method, LlmFormat Format);
