namespace Sallyport.Core.Exchanges;

/// <summary>Kinds of callers.</summary>
public enum CallerKind
{
    /// <summary>Not (yet) authenticated.</summary>
    Nobody,

    /// <summary>A program that shows an API key.</summary>
    ApiKey,

    /// <summary>A program that shows an access token signed by the gateway.</summary>
    AccessToken,

    /// <summary>A signed-in person.</summary>
    User,
}
