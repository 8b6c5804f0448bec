namespace Sallyport.Core.Settings;

/// <summary>Says when stored configuration changed, by this process or by another one on the same database.</summary>
public interface IChangeFeed
{
    /// <summary>
    /// Yields after each committed change until cancelled: the audit sequence the change reached, or 0 when it is not known
    /// (a lost connection may have hidden changes). Changes that come faster than they are read are merged into one.
    /// </summary>
    IAsyncEnumerable<long> WatchAsync(CancellationToken cancellationToken);
}
