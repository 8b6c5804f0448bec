using System.Globalization;
using System.Numerics;
using System.Text;

namespace Sallyport.Tests.Detection.Views;

/// <summary>What an attacker may do to a text once.</summary>
internal static class Transforms
{
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const string Spelling =
        "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu";

    public static IReadOnlyDictionary<string, Func<string, string>> All { get; } = new Dictionary<string, Func<string, string>>(StringComparer.Ordinal)
    {
        ["base64"] = text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        ["base64 in lines"] = text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks),
        ["base64 of UTF-16"] = text => Convert.ToBase64String(Encoding.Unicode.GetBytes(text)),
        ["base64 behind a path"] = text => "see/my/file" + Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        ["base58"] = text => Number(text, Base58),
        ["base62"] = text => Number(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
        ["ascii85"] = Ascii85,
        ["hex"] = text => Convert.ToHexString(Encoding.UTF8.GetBytes(text)),
        ["hex apart"] = text => Codes(text, " ", "x2"),
        ["quoted-printable"] = text => "=" + Codes(text, "=", "X2"),
        ["decimal"] = text => Codes(text, ", ", "d"),
        ["decimal in one run"] = text => Codes(text, "", "d"),
        ["binary"] = text => string.Join(' ', text.Select(sign => Convert.ToString(sign, 2).PadLeft(8, '0'))),
        ["octal"] = text => string.Concat(text.Select(sign => "\\" + Convert.ToString(sign, 8).PadLeft(3, '0'))),
        ["variation selectors"] = text => "Hi" + string.Concat(text.Select(sign => char.ConvertFromUtf32(0xE0100 + sign - 16))),
        ["zero-width bits"] = text => string.Concat(text.Select(sign => Convert.ToString(sign, 2).PadLeft(8, '0'))).Replace('0', '\u200B').Replace('1', '\u200C'),
        ["small capitals"] = text => Letters(text, letter => "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘqʀꜱᴛᴜᴠᴡxʏᴢ"[letter].ToString()),
        ["squares"] = text => Letters(text, letter => char.ConvertFromUtf32(0x1F130 + letter)),
        ["flags"] = text => Letters(text, letter => char.ConvertFromUtf32(0x1F1E6 + letter)),
        ["upside down"] = text => new string([.. Letters(text, letter => "ɐqɔpǝɟƃɥᴉɾʞןɯuodbɹsʇnʌʍxʎz"[letter].ToString()).Reverse()]),
        ["rot13"] = text => Shift(text, 13),
        ["caesar"] = text => Shift(text, 19),
        ["atbash"] = text => Letters(text, letter => ((char)('z' - letter)).ToString()),
        ["rot47"] = text => string.Concat(text.Select(sign => sign is > ' ' and <= '~' ? (char)('!' + ((sign - '!' + 47) % 94)) : sign)),
        ["reversed"] = text => new string([.. text.Reverse()]),
        ["words reversed"] = text => string.Join(' ', text.Split(' ').Select(word => new string([.. word.Reverse()]))),
        ["leet"] = text => text.Replace('a', '4').Replace('e', '3').Replace('i', '1').Replace('o', '0').Replace('s', '5').Replace('t', '7'),
        ["leet with signs"] = text => text.Replace('a', '@').Replace('e', '3').Replace('i', '!').Replace('o', '0').Replace('s', '$'),
        ["pig latin"] = text => string.Join(' ', text.Split(' ').Select(PigLatin)),
        ["letters parted by hyphens"] = text => string.Join("   ", text.Split(' ').Select(word => string.Join(" - ", word.ToCharArray()))),
        ["letters apart"] = text => string.Join(' ', text.ToCharArray()),
        ["letters parted by dots"] = text => string.Join(' ', text.Split(' ').Select(word => string.Join('.', word.ToCharArray()))),
        ["spelled"] = text => string.Join("  ", text.Split(' ').Select(word => Letters(word, letter => Spelling.Split(' ')[letter] + " "))),
    };

    private static string Codes(string text, string separator, string format) =>
        string.Join(separator, text.Select(sign => ((int)sign).ToString(format, CultureInfo.InvariantCulture)));

    private static string Letters(string text, Func<int, string> write) =>
        string.Concat(text.Select(sign => char.IsAsciiLetter(sign) ? write((sign | 0x20) - 'a') : sign.ToString()));

    private static string PigLatin(string word)
    {
        var bare = word.TrimEnd('.', ',');
        var onset = bare.TakeWhile(letter => !"aeiouAEIOU".Contains(letter, StringComparison.Ordinal)).Count();
        return (onset == 0 ? bare + "way" : bare[onset..] + bare[..onset] + "ay") + word[bare.Length..];
    }

    public static string Shift(string text, int places) => Letters(text, letter => ((char)('a' + ((letter + places) % 26))).ToString());

    private static string Number(string text, string alphabet)
    {
        var digits = new StringBuilder();
        for (var number = new BigInteger(Encoding.UTF8.GetBytes(text), isUnsigned: true, isBigEndian: true); number > 0; number /= alphabet.Length)
        {
            digits.Insert(0, alphabet[(int)(number % alphabet.Length)]);
        }

        return digits.ToString();
    }

    private static string Ascii85(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Chunk(4).Select(chunk =>
    {
        var value = chunk.Concat(new byte[4 - chunk.Length]).Aggregate(0UL, (sum, next) => (sum << 8) | next);
        var signs = new char[5];
        for (var index = 4; index >= 0; index--, value /= 85)
        {
            signs[index] = (char)('!' + (value % 85));
        }

        return new string(signs, 0, chunk.Length + 1);
    }));
}
