namespace Sallyport.Detection.Recognizers;

/// <summary>The kinds of sensitive value that are recognised.</summary>
public enum EntityType
{
    /// <summary>E-mail address.</summary>
    Email,

    /// <summary>Telephone number.</summary>
    Phone,

    /// <summary>Payment card number with a valid check digit.</summary>
    CreditCard,

    /// <summary>International bank account number with valid check digits.</summary>
    Iban,

    /// <summary>United States social security number.</summary>
    UsSsn,

    /// <summary>IPv4 or IPv6 address other than loopback and unspecified.</summary>
    IpAddress,

    /// <summary>API key, access token, password or connection string found by a secret rule.</summary>
    ApiKey,

    /// <summary>Private key block.</summary>
    PrivateKey,
}
