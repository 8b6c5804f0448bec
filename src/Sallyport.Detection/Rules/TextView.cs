namespace Sallyport.Detection.Rules;

/// <summary>The form of the text a pattern is matched on. Decoded text is looked at in both forms again.</summary>
public enum TextView
{
    /// <summary>Invisible characters removed, compatibility forms and look-alike letters folded.</summary>
    Normalised,

    /// <summary>The text as it came; for values whose exact characters matter, and for non-Latin scripts with look-alikes.</summary>
    Raw,
}
