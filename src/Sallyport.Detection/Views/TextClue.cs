namespace Sallyport.Detection.Views;

/// <summary>What makes a stretch of text worth a second look.</summary>
[Flags]
internal enum TextClue
{
    None = 0,

    /// <summary>Its pairs of letters are unlike language.</summary>
    Odd = 1,

    /// <summary>Its pairs of letters are more usual backwards.</summary>
    Backwards = 2,

    /// <summary>Its letters stand apart.</summary>
    Apart = 4,

    /// <summary>It is made of numbers.</summary>
    Numbers = 8,

    /// <summary>It is made of dots and dashes.</summary>
    Marks = 16,
}
