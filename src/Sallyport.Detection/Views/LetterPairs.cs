namespace Sallyport.Detection.Views;

/// <summary>
/// How usual each pair of neighbouring characters is in English, the measure by which a text is told from its disguise.
/// The digits are logarithms of counts over the 2,571 harmless chats of the development set (instructions and role prompts under CC0,
/// Apache-2.0 and MIT), not text of theirs; <c>Sallyport.DetectionBench pairs</c> prints them anew.
/// </summary>
internal static class LetterPairs
{
    /// <summary>Class of spaces and punctuation; letters are 0 to 25.</summary>
    public const int Gap = 26;

    /// <summary>Class of digits.</summary>
    public const int Digit = 27;

    /// <summary>Class of what is not ASCII.</summary>
    public const int Foreign = 28;

    /// <summary>Class of signs that stand for letters: <c>@</c>, <c>$</c>, <c>!</c>.</summary>
    public const int Sign = 29;

    /// <summary>Class of signs Morse code is written with.</summary>
    public const int Mark = 30;

    /// <summary>A row of the table is so many bits wide.</summary>
    public const int RowBits = 5;

    /// <summary>What a pair counts that says nothing either way.</summary>
    public const int Neutral = 6;

    private const int Unusual = -6;

    // Row: first letter, a to z, then the gap; column: second. 0 is rare, 9 usual.
    private const string Counts =
        """
        067614606048690608784532528
        500060004406005104325000403
        705070076066007006376000306
        610581307103105005405300309
        737765534027784538872556409
        500065007004007005045000407
        500070366004044006325000308
        700080006003237004153000307
        657666600037698636782602055
        300050000000003000103000000
        100060305002030000400000106
        711682207017217301546210607
        740070006002506600404000407
        707874826033336201784400409
        446627504346795608668661208
        600370055007206507464000206
        000000000000000000005000000
        825594408054558305665310608
        406082077054416600786030509
        703083098004318207756040609
        545551405007561507760002006
        500070006000003000000000002
        500050057002035004300000005
        202020003000000500040000004
        111040003004227400520000028
        300050003000000000000000001
        988878678547878847997681716
        """;

    private static readonly byte[] ClassOfAscii = CreateClasses();
    private static readonly sbyte[] Usual = CreateUsual();
    private static readonly int[] UsualBoth = CreateBoth();

    /// <summary>Class by character, up to 128, which stands for all beyond.</summary>
    public static ReadOnlySpan<byte> Classes => ClassOfAscii;

    /// <summary>How usual a pair is in the lower sixteen bits, and turned around in the upper ones, to be summed together; by first class in
    /// the upper and second class in the lower <see cref="RowBits"/> bits.</summary>
    public static ReadOnlySpan<int> Both => UsualBoth;

    /// <summary>Class of a character.</summary>
    public static int ClassOf(char character) => ClassOfAscii[Math.Min(character, (char)128)];

    /// <summary>How usual a pair of classes is.</summary>
    public static int Of(int first, int second) => Usual[(first << RowBits) | second];

    /// <summary>How usual the text's pairs are, summed.</summary>
    public static int Sum(ReadOnlySpan<char> text)
    {
        var (sum, last) = (0, Gap);
        foreach (var character in text)
        {
            var next = ClassOf(character);
            sum += Of(last, next);
            last = next;
        }

        return sum;
    }

    private static byte[] CreateClasses()
    {
        var classes = new byte[129];
        for (var code = 0; code < 128; code++)
        {
            classes[code] = (byte)((char)code switch
            {
                >= 'a' and <= 'z' => code - 'a',
                >= 'A' and <= 'Z' => code - 'A',
                >= '0' and <= '9' => Digit,
                '@' or '$' or '!' => Sign,
                '.' or '-' or '/' or '|' or '_' => Mark,
                _ => Gap,
            });
        }

        classes[128] = Foreign;
        return classes;
    }

    private static int[] CreateBoth()
    {
        var both = new int[1 << (2 * RowBits)];
        for (var pair = 0; pair < both.Length; pair++)
        {
            var turned = ((pair & ((1 << RowBits) - 1)) << RowBits) | (pair >> RowBits);
            both[pair] = Usual[pair] + (Usual[turned] << 16);
        }

        return both;
    }

    private static sbyte[] CreateUsual()
    {
        var table = new sbyte[1 << (2 * RowBits)];
        var rows = Counts.Split('\n');
        for (var first = 0; first < 1 << RowBits; first++)
        {
            for (var second = 0; second < 1 << RowBits; second++)
            {
                table[(first << RowBits) | second] = (first, second) switch
                {
                    (Foreign, _) or (_, Foreign) => Neutral,
                    (< Gap, Digit) or (Digit, < Gap) or (Sign, < Gap) => Unusual,
                    (Digit, _) or (_, Digit) or (>= Gap, >= Gap) => Neutral,
                    _ => (sbyte)(rows[Math.Min(first, Gap)][Math.Min(second, Gap)] - '0'),
                };
            }
        }

        return table;
    }
}
