namespace Sallyport.Identity.ApiKeys;

/// <summary>Whether a key works.</summary>
public enum ApiKeyStatus
{
    /// <summary>It works.</summary>
    Active,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>It was ended for good.</summary>
    Revoked,

    /// <summary>It rests until the user who made it is enabled again.</summary>
    OwnerDisabled,
}
