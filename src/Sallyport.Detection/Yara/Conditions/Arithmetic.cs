namespace Sallyport.Detection.Yara.Conditions;

/// <summary>Arithmetic on 64-bit numbers; null is undefined.</summary>
internal static class Arithmetic
{
    /// <summary>A comparison; undefined where a side is.</summary>
    public static long? Compare(string sign, long? left, long? right)
    {
        if (left is null || right is null)
        {
            return null;
        }

        var holds = sign switch
        {
            "==" => left == right,
            "!=" => left != right,
            "<" => left < right,
            "<=" => left <= right,
            ">" => left > right,
            _ => left >= right,
        };
        return holds ? 1 : 0;
    }

    /// <summary>A calculation; undefined where a side is, or where there is no result.</summary>
    public static long? Combine(string sign, long? left, long? right)
    {
        if (left is not { } a || right is not { } b)
        {
            return null;
        }

        return unchecked(sign switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "\\" => b == 0 ? null : b == -1 ? -a : a / b,
            "%" => b == 0 ? null : b == -1 ? 0 : a % b,
            "<<" => b < 0 ? null : b >= 64 ? 0 : a << (int)b,
            ">>" => b < 0 ? null : b >= 64 ? 0 : a >> (int)b,
            "&" => a & b,
            "|" => a | b,
            _ => a ^ b,
        });
    }
}
