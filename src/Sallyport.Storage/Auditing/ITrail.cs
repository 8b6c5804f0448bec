namespace Sallyport.Storage.Auditing;

/// <summary>A trail that can be checked: a database, as of one moment, or an export.</summary>
internal interface ITrail
{
    /// <summary>What stands around the records.</summary>
    Task<TrailFrame> ReadFrameAsync(CancellationToken cancellationToken);

    /// <summary>The records whose number is at least <paramref name="first"/>, in order.</summary>
    IAsyncEnumerable<TrailRecord> ReadFromAsync(long first, CancellationToken cancellationToken);
}
