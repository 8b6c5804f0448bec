namespace Sallyport.Controls.Usage;

/// <summary>Requests of one proxy.</summary>
/// <param name="Id">The proxy.</param>
/// <param name="Name">Its name.</param>
/// <param name="Requests">How many.</param>
public sealed record ProxyCount(string Id, string Name, long Requests);
