namespace Sallyport.Core.Exchanges;

/// <summary>Finds one secret in text and bytes. Made once for a secret, because making it costs more than a small request; used by any number of exchanges at a time.</summary>
public interface ISecretForms
{
    /// <summary>Whether the text holds the secret in any form.</summary>
    bool IsIn(ReadOnlySpan<char> text);

    /// <summary>Whether the bytes hold the secret as it is written.</summary>
    bool IsIn(ReadOnlySpan<byte> bytes);

    /// <summary>Length of the longest end of the text with which a form begins; 0 when there is none.</summary>
    int BeginningAtEnd(ReadOnlySpan<char> text);
}
