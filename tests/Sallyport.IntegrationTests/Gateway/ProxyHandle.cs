namespace Sallyport.IntegrationTests.Gateway;

/// <summary>A proxy made for a test.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Url">What a client uses as base URL, without a trailing slash.</param>
internal sealed record ProxyHandle(string Id, string Name, Uri Url);
