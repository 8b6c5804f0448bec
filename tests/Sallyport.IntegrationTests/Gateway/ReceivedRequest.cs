using Microsoft.AspNetCore.Http;

namespace Sallyport.IntegrationTests.Gateway;

/// <summary>A request as it reached the upstream.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with its query.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body as text.</param>
internal sealed record ReceivedRequest(string Method, string Path, IHeaderDictionary Headers, string Body);
