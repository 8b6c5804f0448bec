using System.Buffers;

namespace Sallyport.Detection.Views;

/// <summary>
/// Cuts decimals written without a gap into character codes. 10 is a line end and begins 100 to 109 as well, so the cheapest way
/// through the whole run is taken, where a usual character costs little.
/// </summary>
internal static class DecimalRun
{
    private const int Impossible = 1 << 24;

    private static readonly int[] Costs = CreateCosts();

    /// <summary>Writes the characters; gives the number, 0 when the run cannot be cut so.</summary>
    public static int Decode(ReadOnlySpan<char> digits, Span<char> target)
    {
        var costs = ArrayPool<int>.Shared.Rent(digits.Length + 1);
        try
        {
            costs[digits.Length] = 0;
            for (var position = digits.Length - 1; position >= 0; position--)
            {
                costs[position] = Math.Min(Impossible, Math.Min(CostOf(digits, position, 2, costs), CostOf(digits, position, 3, costs)));
            }

            return costs[0] < Impossible ? Write(digits, costs, target) : 0;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(costs);
        }
    }

    private static int Write(ReadOnlySpan<char> digits, int[] costs, Span<char> target)
    {
        var written = 0;
        for (var position = 0; position < digits.Length;)
        {
            var length = costs[position] == CostOf(digits, position, 2, costs) ? 2 : 3;
            target[written++] = (char)ValueOf(digits.Slice(position, length));
            position += length;
        }

        return written;
    }

    private static int CostOf(ReadOnlySpan<char> digits, int position, int length, int[] costs) =>
        position + length > digits.Length ? Impossible : costs[position + length] + Costs[ValueOf(digits.Slice(position, length))];

    private static int ValueOf(ReadOnlySpan<char> digits)
    {
        var pair = (digits[0] * 10) + digits[1] - ('0' * 11);
        return digits.Length == 2 ? pair : digits[0] == '0' ? 0 : (pair * 10) + digits[2] - '0';
    }

    private static int[] CreateCosts()
    {
        var costs = new int[1000];
        for (var code = 0; code < costs.Length; code++)
        {
            costs[code] = code switch
            {
                ' ' or (>= 'a' and <= 'z') => 3,
                '\n' or '\r' or '\t' or (>= 'A' and <= 'Z') or (>= '0' and <= '9') => 5,
                > ' ' and < 127 => 6,
                _ => Impossible,
            };
        }

        return costs;
    }
}
