namespace Sallyport.Storage;

/// <summary>The database's schema is not one this program may work with; the message says why and what to do.</summary>
public sealed class SchemaMismatchException : Exception
{
    /// <summary>With a message for the operator.</summary>
    public SchemaMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    public SchemaMismatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Without details.</summary>
    public SchemaMismatchException()
    {
    }
}
