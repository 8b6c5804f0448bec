namespace Sallyport.Detection.Yara.Parsing;

/// <summary>A string as declared.</summary>
/// <param name="Name">Its name without the dollar; empty when it has none.</param>
/// <param name="Value">The token: text, hex string or expression.</param>
/// <param name="Modifiers">How it is looked for.</param>
/// <param name="FirstKey">First key of xor.</param>
/// <param name="LastKey">Last key of xor.</param>
/// <param name="Alphabet">The alphabet of base64.</param>
internal sealed record StringNode(string Name, Token Value, StringModifiers Modifiers, byte FirstKey, byte LastKey, string Alphabet)
{
    /// <summary>The alphabet of RFC 4648.</summary>
    public const string StandardAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>Whether it has the modifier.</summary>
    public bool Has(StringModifiers modifier) => (Modifiers & modifier) != 0;
}
