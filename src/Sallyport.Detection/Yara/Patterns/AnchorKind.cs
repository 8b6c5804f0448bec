namespace Sallyport.Detection.Yara.Patterns;

/// <summary>A condition on a place.</summary>
internal enum AnchorKind
{
    /// <summary>The first byte of the text.</summary>
    Start,

    /// <summary>Behind the last byte of the text.</summary>
    End,

    /// <summary>Between a word character and another one, and at both ends of the text.</summary>
    WordBoundary,

    /// <summary>Anywhere else.</summary>
    NotWordBoundary,
}
