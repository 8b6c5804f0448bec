using System.Numerics;

namespace Sallyport.Detection.Yara.Patterns;

/// <summary>A set of byte values.</summary>
internal readonly record struct ByteSet(ulong Part0, ulong Part1, ulong Part2, ulong Part3)
{
    /// <summary>Every byte.</summary>
    public static ByteSet All { get; } = new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    /// <summary>Letters, digits and the underscore.</summary>
    public static ByteSet Word { get; } = Of("_").Or(Range('0', '9')).Or(Range('a', 'z')).Or(Range('A', 'Z'));

    /// <summary>Decimal digits.</summary>
    public static ByteSet Digits { get; } = Range('0', '9');

    /// <summary>White space as C has it.</summary>
    public static ByteSet Space { get; } = Of(" \t\n\v\f\r");

    /// <summary>How many bytes are in it.</summary>
    public int Count => BitOperations.PopCount(Part0) + BitOperations.PopCount(Part1) + BitOperations.PopCount(Part2) + BitOperations.PopCount(Part3);

    /// <summary>Its lowest byte; 0 when it is empty.</summary>
    public byte First
    {
        get
        {
            var value = 0;
            while (value < 255 && !Contains((byte)value))
            {
                value++;
            }

            return (byte)(value & (Count == 0 ? 0 : 255));
        }
    }

    /// <summary>The set of one byte.</summary>
    public static ByteSet Of(byte value) => default(ByteSet).With(value);

    /// <summary>The set of all bytes from one to another.</summary>
    public static ByteSet Range(int first, int last)
    {
        var set = default(ByteSet);
        for (var value = first; value <= last; value++)
        {
            set = set.With((byte)value);
        }

        return set;
    }

    /// <summary>Whether the byte is in it.</summary>
    public bool Contains(byte value)
    {
        var part = (value >> 6) switch { 0 => Part0, 1 => Part1, 2 => Part2, _ => Part3 };
        return ((part >> (value & 63)) & 1) != 0;
    }

    /// <summary>This set and one byte more.</summary>
    public ByteSet With(byte value)
    {
        var bit = 1UL << (value & 63);
        return (value >> 6) switch
        {
            0 => this with { Part0 = Part0 | bit },
            1 => this with { Part1 = Part1 | bit },
            2 => this with { Part2 = Part2 | bit },
            _ => this with { Part3 = Part3 | bit },
        };
    }

    /// <summary>Both sets.</summary>
    public ByteSet Or(ByteSet other) => new(Part0 | other.Part0, Part1 | other.Part1, Part2 | other.Part2, Part3 | other.Part3);

    /// <summary>All other bytes.</summary>
    public ByteSet Not() => new(~Part0, ~Part1, ~Part2, ~Part3);

    /// <summary>This set with the other case of each of its ASCII letters.</summary>
    public ByteSet FoldCase()
    {
        // The letters of both cases stand 32 bits apart in the second part.
        const ulong upper = 0x07FF_FFFEUL;
        return this with { Part1 = Part1 | ((Part1 & upper) << 32) | ((Part1 >> 32) & upper) };
    }

    private static ByteSet Of(string bytes) => bytes.Aggregate(default(ByteSet), (set, value) => set.With((byte)value));
}
