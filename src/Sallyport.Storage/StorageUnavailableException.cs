namespace Sallyport.Storage;

/// <summary>The database does not answer, or could not take a change. Nothing of it was stored; it may be tried again.</summary>
public sealed class StorageUnavailableException : Exception
{
    /// <summary>With a message.</summary>
    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    public StorageUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Without details.</summary>
    public StorageUnavailableException()
    {
    }
}
