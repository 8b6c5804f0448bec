namespace Sallyport.Detection.Views;

/// <summary>Digits by sign, for encodings with an alphabet of their own.</summary>
internal static class SignTable
{
    /// <summary>Stands for "not in the alphabet".</summary>
    public const byte None = 255;

    /// <summary>The table of an alphabet, whose signs stand in the order of their digits.</summary>
    public static byte[] Of(string alphabet)
    {
        var digits = new byte[128];
        Array.Fill(digits, None);
        for (var digit = 0; digit < alphabet.Length; digit++)
        {
            digits[alphabet[digit]] = (byte)digit;
        }

        return digits;
    }

    /// <summary>The sign's digit, <see cref="None"/> when it has none.</summary>
    public static int DigitOf(byte[] table, char sign) => sign < table.Length ? table[sign] : None;
}
