namespace Sallyport.Controls.Outside;

/// <summary>Why an outside detector gave no verdict. Each counts as a failure: what happens then is said by the policy.</summary>
public enum OutsideFault
{
    /// <summary>It could not be reached.</summary>
    Unreachable,

    /// <summary>Its address is one the gateway must not connect to.</summary>
    AddressRefused,

    /// <summary>It did not answer within its deadline.</summary>
    Timeout,

    /// <summary>As many questions as it may have at a time were under way until the deadline.</summary>
    Busy,

    /// <summary>It answered with another status than 200 that says nothing about its own state, such as 400 of a provider's content filter.</summary>
    Refused,

    /// <summary>It answered with a status from 500 on.</summary>
    ServerError,

    /// <summary>It answered with status 429: it was asked too often, or its quota is used up.</summary>
    Throttled,

    /// <summary>It answered with status 401 or 403: it does not take the secret.</summary>
    CredentialRefused,

    /// <summary>Its answer is no verdict.</summary>
    Malformed,

    /// <summary>Its answer is longer than a verdict can be.</summary>
    AnswerTooLarge,

    /// <summary>It failed several times in a row and is left alone for a while.</summary>
    Resting,

    /// <summary>The texts are longer than all the parts it may be asked about.</summary>
    TextTooLong,

    /// <summary>Its secret is missing, cannot be opened or was entered for another server.</summary>
    CredentialUnavailable,

    /// <summary>There is no detector of that name.</summary>
    Missing,
}
