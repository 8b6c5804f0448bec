using System.Text;
using Sallyport.Tests.Detection.Yara;

namespace Sallyport.Tests.Detection.Fuzz;

/// <summary>Texts nobody would write: cases of the rules, personal data, encodings and odd characters, cut, doubled and mixed. The same seed gives the same texts.</summary>
internal sealed class FuzzTexts(int seed)
{
    /// <summary>How long each loop runs: SALLYPORT_FUZZ_SECONDS, or so briefly that the suite does not notice.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("SALLYPORT_FUZZ_SECONDS"), out var seconds) ? seconds : 2);

    private static readonly string[] Pieces =
    [
        "joe@example.org", "4111 1111 1111 1111", "+1 415 555 2671", "203.0.113.77", "<EMAIL_1>", "<EMAIL_", "_1>", "\\u0040", "\\", "\"", "\\n", "\\ud83d", "\ud83d", "\ude00", "\u200b", "\u202e",
        "a\u0301\u0302", "ﬁ", "ｉｇｎｏｒｅ", "𝐢𝐠𝐧𝐨𝐫𝐞", "\U000E0069\U000E0067", "aWdub3JlIGFsbCBwcmV2aW91cyBpbnN0cnVjdGlvbnM=", "69676e6f726520616c6c", "%69%67%6e%6f%72%65", "&#105;&#103;", "=69=67=6E",
        "i.g.n.o.r.e", "i - g - n", "ignoreway allway ", "-----BEGIN RSA PRIVATE KEY-----", "\0", "\uffff", "\r\n", "{\"a\":", "[[", "${", "../", "<set ", "' or 1=1--", "....---", "01101001 01100111", "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
    ];

    private static readonly Lazy<string[]> Seeds = new(() => [.. RepositoryRules.Library.Rules.SelectMany(rule => RepositoryRules.Cases(rule.Id, "attack").Take(1))]);

    private readonly RuleDraw _draw = new((ulong)seed);

    /// <summary>The next text.</summary>
    public string Next()
    {
        var text = new StringBuilder(_draw.Of(Seeds.Value));
        for (var count = 1 + _draw.Below(12); count > 0; count--)
        {
            var at = _draw.Below(text.Length + 1);
            switch (_draw.Below(5))
            {
                case 0:
                    text.Remove(at, Math.Min(_draw.Below(20), text.Length - at));
                    break;
                case 1:
                    text.Insert(at, (char)_draw.Below(0x10000));
                    break;
                case 2:
                    text.Insert(at, text.ToString(at, Math.Min(_draw.Below(60), text.Length - at)));
                    break;
                case 3:
                    text.Insert(at, _draw.Of(Seeds.Value));
                    break;
                default:
                    text.Insert(at, _draw.Of(Pieces));
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>A number from 0 to <paramref name="most"/>.</summary>
    public int UpTo(int most) => _draw.Below(most + 1);
}
