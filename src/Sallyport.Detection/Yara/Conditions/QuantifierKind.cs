namespace Sallyport.Detection.Yara.Conditions;

/// <summary>How a quantifier counts.</summary>
internal enum QuantifierKind
{
    /// <summary>Every one.</summary>
    All,

    /// <summary>At least one.</summary>
    Any,

    /// <summary>Not one.</summary>
    None,

    /// <summary>At least so many.</summary>
    Number,

    /// <summary>At least so many in a hundred.</summary>
    Percent,
}
