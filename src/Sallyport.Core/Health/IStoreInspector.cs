namespace Sallyport.Core.Health;

/// <summary>Looks at the configured store without changing it.</summary>
public interface IStoreInspector
{
    /// <summary>Reads version, place and warnings. A store that does not answer is a warning, not an exception.</summary>
    Task<StoreDescription> InspectAsync(CancellationToken cancellationToken);
}
