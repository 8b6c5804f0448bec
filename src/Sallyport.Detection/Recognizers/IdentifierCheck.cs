namespace Sallyport.Detection.Recognizers;

/// <summary>Whether an identifier, without separators, can have been issued.</summary>
internal delegate bool IdentifierCheck(ReadOnlySpan<char> value);
