namespace Sallyport.Detection.Recognizers;

/// <summary>
/// A check character over a weighted sum: most countries' numbers differ only in the weights, the modulus, and the character each
/// remainder stands for. Letters count as their place in the alphabet plus nine (A is 10).
/// </summary>
/// <param name="weights">One weight for each character before the check character.</param>
/// <param name="modulus">What the sum is divided by.</param>
/// <param name="checks">The check character by remainder; a blank where no number is issued.</param>
internal sealed class WeightedChecksum(ReadOnlyMemory<int> weights, int modulus, string checks)
{
    /// <summary>Remainder r gives (10 - r) mod 10: sums that are to be a multiple of ten.</summary>
    public const string ToTen = "0987654321";

    /// <summary>Remainder r gives 11 - r; ten and eleven give 0.</summary>
    public const string ToElevenOrZero = "00987654321";

    /// <summary>Remainder r gives 11 - r; eleven gives 0, and numbers with ten are not issued.</summary>
    public const string ToEleven = "0 987654321";

    /// <summary>Remainder r gives the last digit of 11 - r.</summary>
    public const string ToElevenMod10 = "10987654321";

    /// <summary>Remainder r gives r; numbers with ten are not issued.</summary>
    public const string Direct = "0123456789 ";

    /// <summary>Makes a checksum of weights written as one digit each.</summary>
    public static WeightedChecksum Of(string weights, int modulus, string checks) => new(Array.ConvertAll(weights.ToCharArray(), digit => digit - '0'), modulus, checks);

    /// <summary>Whether the character behind the weighted ones is the right one.</summary>
    public bool Passes(ReadOnlySpan<char> value)
    {
        if (value.Length <= weights.Length)
        {
            return false;
        }

        var sum = 0;
        for (var index = 0; index < weights.Length; index++)
        {
            sum += weights.Span[index] * ValueOf(value[index]);
        }

        return checks[sum % modulus] == value[weights.Length];
    }

    private static int ValueOf(char character) => char.IsAsciiDigit(character) ? character - '0' : character - 'A' + 10;
}
