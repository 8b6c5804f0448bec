using System.Globalization;
using System.Numerics;
using System.Text;

namespace Sallyport.DetectionBench;

/// <summary>The single-layer transforms an attacker hides plain text with.</summary>
internal static class Encodings
{
    private const string Leet = "a4e3i1o0s5t7A4E3I1O0S5T7";
    private const string Signs = "a@e3i!o0s$A@E3I!O0S$";
    private const string LookAlikes = "aаeеoоpрcсxх";
    private const string Accented = "aáeéiíoóuúAÁEÉIÍOÓUÚ";
    private const string SmallCapitals = "aᴀbʙcᴄdᴅeᴇfꜰgɢhʜiɪjᴊkᴋlʟmᴍnɴoᴏpᴘrʀsꜱtᴛuᴜvᴠwᴡyʏzᴢ";
    private const string MorseSigns = "abcdefghijklmnopqrstuvwxyz.,?':-\"()!;";
    private const string Turned = "aɐbqcɔdpeǝfɟgƃhɥiᴉjɾkʞlןmɯnupdqbrɹtʇunvʌwʍyʎ";
    private const string Rfc1924 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Spelled =
        "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu".Split(' ');

    private static readonly string[] MorseCodes =
        ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. .-.-.- --..-- ..--.. .----. ---... -....- .-..-. -.--. -.--.- -.-.-- -.-.-.".Split(' ');

    /// <summary>All transforms by name.</summary>
    public static IReadOnlyList<(string Name, Func<string, string> Apply)> All { get; } =
    [
        ("base64", text => Convert.ToBase64String(Bytes(text))),
        ("base64, 76 a line", text => Convert.ToBase64String(Bytes(text), Base64FormattingOptions.InsertLineBreaks)),
        ("base64 of UTF-16", text => Convert.ToBase64String(Encoding.Unicode.GetBytes(text))),
        ("base32", text => Bits(Bytes(text), 5, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")),
        ("base58", text => AsNumber(Bytes(text), Base58)),
        ("base62", text => AsNumber(Bytes(text), Base62)),
        ("ascii85", text => InGroups(Bytes(text), string.Concat(Enumerable.Range('!', 85).Select(code => (char)code)))),
        ("base85, RFC 1924", text => InGroups(Bytes(text), Rfc1924)),
        ("uuencode", Uuencode),
        ("hex", text => Convert.ToHexStringLower(Bytes(text))),
        ("hex, spaced", text => Join(text, " ", "x2")),
        ("hex, 0x and commas", text => "0x" + Join(text, ", 0x", "x2")),
        ("quoted-printable", text => "=" + Join(text, "=", "X2")),
        ("binary", text => string.Join(' ', Bytes(text).Select(value => Convert.ToString(value, 2).PadLeft(8, '0')))),
        ("binary, unspaced", text => string.Concat(Bytes(text).Select(value => Convert.ToString(value, 2).PadLeft(8, '0')))),
        ("octal", text => string.Join(' ', Bytes(text).Select(value => Convert.ToString(value, 8)))),
        ("octal escapes", text => string.Concat(Bytes(text).Select(value => "\\" + Convert.ToString(value, 8).PadLeft(3, '0')))),
        ("decimal", text => Join(text, " ", "d")),
        ("decimal, unspaced", text => Join(text, "", "d")),
        ("url, every byte", text => "%" + Join(text, "%", "x2")),
        ("\\u escapes", text => string.Concat(text.Select(unit => "\\u" + ((int)unit).ToString("x4", CultureInfo.InvariantCulture)))),
        ("HTML entities", text => string.Concat(text.EnumerateRunes().Select(rune => string.Create(CultureInfo.InvariantCulture, $"&#{rune.Value};")))),
        ("U+ code points", text => "U+" + Join(text, " U+", "X4")),
        ("tag characters", text => string.Concat(text.Select(unit => unit is >= ' ' and <= '~' ? char.ConvertFromUtf32(0xE0000 + unit) : unit.ToString()))),
        ("variation selectors", text => "😀" + string.Concat(Bytes(text).Select(value => value < 16 ? ((char)(0xFE00 + value)).ToString() : char.ConvertFromUtf32(0xE0100 + value - 16)))),
        ("zero-width bits", text => string.Concat(Bytes(text).Select(value => Convert.ToString(value, 2).PadLeft(8, '0').Replace('0', '\u200B').Replace('1', '\u200C')))),
        ("zero width", text => string.Join('\u200B', text.ToCharArray())),
        ("look-alikes", text => Replace(text, LookAlikes)),
        ("small capitals", text => Replace(text.ToLowerInvariant(), SmallCapitals)),
        ("accents", text => Replace(text, Accented)),
        ("combining marks", text => string.Concat(text.Select(unit => unit + "\u0336\u0301"))),
        ("full width", text => string.Concat(text.Select(unit => unit is > ' ' and <= '~' ? (char)(unit + 0xFEE0) : unit))),
        ("circled letters", text => Letters(text, letter => ((char)('\u24D0' + letter)).ToString())),
        ("squared letters", text => Letters(text, letter => char.ConvertFromUtf32(0x1F170 + letter))),
        ("flag letters", text => Letters(text, letter => char.ConvertFromUtf32(0x1F1E6 + letter) + "\u200B")),
        ("mathematical bold", text => Letters(text, letter => char.ConvertFromUtf32(0x1D41A + letter))),
        ("braille", text => Letters(text.Replace(' ', '\u2800'), letter => ((char)(0x2800 + Dots[letter])).ToString())),
        ("upside down", text => new string([.. Replace(text.ToLowerInvariant(), Turned).Reverse()])),
        ("rot13", text => Shift(text, 13)),
        ("caesar 3", text => Shift(text, 3)),
        ("caesar 22", text => Shift(text, 22)),
        ("atbash", text => Letters(text, letter => ((char)('z' - letter)).ToString())),
        ("rot47", text => string.Concat(text.Select(unit => unit is > ' ' and <= '~' ? (char)('!' + ((unit - '!' + 47) % 94)) : unit))),
        ("reversed", text => new string([.. text.Reverse()])),
        ("words reversed", text => string.Join(' ', text.Split(' ').Select(word => new string([.. word.Reverse()])))),
        ("leet", text => Replace(text, Leet)),
        ("leet with signs", text => Replace(text, Signs)),
        ("spaced letters", text => string.Join(' ', text.ToCharArray())),
        ("letters split by dots", text => string.Join(' ', text.Split(' ').Select(word => string.Join('.', word.ToCharArray())))),
        ("letters split by hyphens", text => string.Join("   ", text.Split(' ').Select(word => string.Join(" - ", word.ToCharArray())))),
        ("morse", Morse),
        ("spelling alphabet", text => string.Join("  ", text.Split(' ').Select(word => Letters(word.ToLowerInvariant(), letter => Spelled[letter] + " ")))),
        ("pig latin", text => string.Join(' ', text.Split(' ').Select(PigLatin))),
    ];

    private static ReadOnlySpan<byte> Dots => [1, 3, 9, 25, 17, 11, 27, 19, 10, 26, 5, 7, 13, 29, 21, 15, 31, 23, 14, 30, 37, 39, 58, 45, 61, 53];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Join(string text, string separator, string format) =>
        string.Join(separator, Bytes(text).Select(value => value.ToString(format, CultureInfo.InvariantCulture)));

    private static string Replace(string text, string pairs) => string.Concat(text.Select(unit =>
        Enumerable.Range(0, pairs.Length / 2).FirstOrDefault(index => pairs[2 * index] == unit, -1) is >= 0 and var at ? pairs[(2 * at) + 1] : unit));

    private static string Letters(string text, Func<int, string> write) =>
        string.Concat(text.Select(unit => char.IsAsciiLetter(unit) ? write((unit | 0x20) - 'a') : unit.ToString()));

    private static string Shift(string text, int places) => string.Concat(text.Select(unit =>
        char.IsAsciiLetter(unit) ? (char)((unit & 0x60) + 1 + (((unit & 0x1F) - 1 + places) % 26)) : unit));

    private static string Bits(byte[] bytes, int width, string alphabet)
    {
        var bits = string.Concat(bytes.Select(value => Convert.ToString(value, 2).PadLeft(8, '0')));
        return string.Concat(bits.Chunk(width).Select(chunk => alphabet[Convert.ToInt32(new string(chunk).PadRight(width, '0'), 2)]));
    }

    private static string AsNumber(byte[] bytes, string alphabet)
    {
        var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        var text = new StringBuilder();
        for (; number > 0; number /= alphabet.Length)
        {
            text.Insert(0, alphabet[(int)(number % alphabet.Length)]);
        }

        return text.ToString();
    }

    private static string InGroups(byte[] bytes, string alphabet) => string.Concat(bytes.Chunk(4).Select(chunk =>
    {
        var value = chunk.Concat(new byte[4 - chunk.Length]).Aggregate(0UL, (sum, next) => (sum << 8) | next);
        var signs = new char[5];
        for (var index = 4; index >= 0; index--, value /= 85)
        {
            signs[index] = alphabet[(int)(value % 85)];
        }

        return new string(signs, 0, chunk.Length + 1);
    }));

    private static string Uuencode(string text) => "begin 644 note.txt\n" + string.Concat(Bytes(text).Chunk(45).Select(line =>
        (char)(' ' + line.Length) + Bits([.. line, .. new byte[(3 - (line.Length % 3)) % 3]], 6, "`" + string.Concat(Enumerable.Range('!', 63).Select(code => (char)code))) + "\n")) + "`\nend\n";

    private static string Morse(string text) =>
        string.Join(" / ", text.Split(' ').Select(word => string.Join(' ', word.ToLowerInvariant().Where(unit => MorseSigns.Contains(unit, StringComparison.Ordinal)).Select(unit => MorseCodes[MorseSigns.IndexOf(unit, StringComparison.Ordinal)]))));

    /// <summary>A word in pig Latin.</summary>
    internal static string PigLatin(string word)
    {
        var end = word.Length;
        while (end > 0 && !char.IsAsciiLetter(word[end - 1]))
        {
            end--;
        }

        var bare = word[..end];
        if (!bare.All(char.IsAsciiLetter) || bare.Length == 0)
        {
            return word;
        }

        var onset = bare.TakeWhile(unit => !"aeiouAEIOU".Contains(unit, StringComparison.Ordinal)).Count();
        return (onset == 0 ? bare + "way" : bare[onset..] + bare[..onset] + "ay") + word[end..];
    }
}
