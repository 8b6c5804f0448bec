namespace Sallyport.Detection.Rules;

/// <summary>What stands in the place of a masked value, in rising order of strictness: of several policies the highest wins.</summary>
public enum MaskingMode
{
    /// <summary>A part of the value stays readable: four last characters of a card, the domain of an e-mail address. Not restored.</summary>
    Partial,

    /// <summary>A placeholder such as <c>&lt;EMAIL_1&gt;</c>, for which the answer gets the value back. The default.</summary>
    Placeholder,

    /// <summary>A keyed hash, the same for the same value in every conversation of the installation. Not restored.</summary>
    Hash,

    /// <summary>Nothing: the value is taken out. Not restored.</summary>
    Drop,
}
