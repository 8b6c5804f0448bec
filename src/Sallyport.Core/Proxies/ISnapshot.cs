namespace Sallyport.Core.Proxies;

/// <summary>
/// State compiled from the stores for the request path. Reloading builds the new state whole and then swaps it; a reload
/// that fails leaves the old state in force and throws.
/// </summary>
public interface ISnapshot
{
    /// <summary>Builds from the stores and swaps.</summary>
    Task ReloadAsync(CancellationToken cancellationToken);
}
