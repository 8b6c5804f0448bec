using System.Text;

namespace Sallyport.Benchmarks;

/// <summary>The texts: what prompts are made of, and what is hard for a scanner.</summary>
internal static class SampleTexts
{
    private static readonly string[] Sentences =
    [
        "The harbour was quiet in the early morning, and only a few boats moved between the islands. ",
        "Please summarise the attached report in three short paragraphs, and keep the tone friendly but precise. ",
        "Our team met on Tuesday to discuss the plan for the third quarter; revenue grew by 12 percent against last year. ",
        "She wrote that the garden needs more water in summer, less in autumn, and almost none when the frost comes. ",
        "Could you explain how a compiler turns source text into machine code, step by step, with one example for each stage? ",
        "In 1997 the museum opened a second building, which holds about 4,500 paintings and a library for students. ",
        "The recipe asks for two eggs, a cup of flour, some butter and a pinch of salt; bake it for 35 minutes. ",
        "When the train finally arrived, most of the passengers had already decided to walk along the river instead. ",
    ];

    private const string Security =
        "A prompt injection tells a model to ignore previous instructions; a jailbreak asks it to act as an unrestricted system. Typical SQL "
        + "injection tests send ' OR 1=1 style input, and cross-site scripting hides a script tag in a comment. Operators should rotate every "
        + "password, api key, secret and access token, review the system prompt, and watch for curl or wget commands in tool results. Never store "
        + "credentials in the configuration file; a private key belongs into a vault, and an admin token into the environment. ";

    private const string Code =
        """
        {"file":"src/app/server.ts","lines":[{"n":1,"text":"import { createServer } from 'node:http';"},{"n":2,"text":"export async function start(port = 8080) {"},
        {"n":3,"text":"  const server = createServer((request, response) => response.end(JSON.stringify({ ok: true, path: request.url })));"},
        {"n":4,"text":"  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));"},{"n":5,"text":"  return server; }"}],
        "commit":"3f1c9a7be20d4c55a1f0e8d7c6b5a4938271605f","changed":["src/app/server.ts","src/app/routes/users.ts"],"size":18422,"ok":true}

        """;

    private const string Personal =
        "Write to anna.schmidt@example.org or call +49 30 901820 about invoice 4711; the card 4111 1111 1111 1111 was charged on 2024-05-17 from 203.0.113.77. ";

    /// <summary>A text of one kind.</summary>
    public static string Of(string kind, int length) => kind switch
    {
        "prose" => Prose(length),
        "security" => SecurityProse(length),
        "json code" => JsonCode(length),
        "personal" => PersonalProse(length),
        "typographic" => TypographicProse(length),
        "identifiers" => Identifiers(length),
        "picture" => Picture(length),
        "encoded prose" => EncodedProse(length),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of text."),
    };

    /// <summary>English without anything to find.</summary>
    public static string Prose(int length) => Fill(length, Sentences);

    /// <summary>Text about security: full of the rules' literals, without an attack.</summary>
    private static string SecurityProse(int length) => Fill(length, [Security]);

    /// <summary>Source code in JSON.</summary>
    private static string JsonCode(int length) => Fill(length, [Code]);

    /// <summary>Prose in which every fifth sentence holds personal data.</summary>
    private static string PersonalProse(int length) => Fill(length, [.. Sentences.AsSpan(0, 4), Personal]);

    /// <summary>Prose with typographic quotes, dashes and accents, whose normalised view differs.</summary>
    private static string TypographicProse(int length) =>
        Fill(length, ["“It’s a fine day – isn’t it?” asked the café’s owner. ", .. Sentences]);

    /// <summary>Words beside identifiers of eighteen letters: each might be encoded text.</summary>
    private static string Identifiers(int length) => Fill(length, ["word qqabbkcnfdhgjelmop", "word qqabbkcnfeacjhlgpd", "word qqabbkcoakfjdhmcle"]);

    /// <summary>Bytes as of a compressed picture in base64: none of it decodes to text.</summary>
    private static string Picture(int length)
    {
        var bytes = new byte[length * 3 / 4];
        for (var (index, state) = (0, 88172645463325252UL); index < bytes.Length; index++)
        {
            state = (state * 6364136223846793005UL) + 1442695040888963407UL;
            bytes[index] = (byte)(state >> 56);
        }

        return Convert.ToBase64String(bytes);
    }

    /// <summary>English in base64: all of it decodes.</summary>
    private static string EncodedProse(int length) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Prose(length * 3 / 4)));

    private static string Fill(int length, string[] parts)
    {
        var text = new StringBuilder(length + 256);
        for (var index = 0; text.Length < length; index++)
        {
            text.Append(parts[index % parts.Length]);
        }

        return text.ToString(0, length);
    }
}
