using System.Text.Json.Nodes;
using Sallyport.Detection.Masking;
using Sallyport.IntegrationTests.Gateway;

namespace Sallyport.IntegrationTests.Llm;

/// <summary>One case of a stream: the words of a model, and how they were framed and cut.</summary>
/// <param name="Framing">0 chat, 1 responses, 2 messages.</param>
/// <param name="IsToolCall">Whether the words are a tool call's arguments.</param>
/// <param name="EscapesBrackets">Whether the arguments were written with escaped brackets, as serialisers for the web do.</param>
/// <param name="Words">The model's words, with placeholders.</param>
/// <param name="Cuts">Lengths of the fragments, repeated as often as needed.</param>
/// <param name="SliceSize">Bytes of each read from the network.</param>
internal sealed record StreamCase(int Framing, bool IsToolCall, bool EscapesBrackets, string Words, IReadOnlyList<int> Cuts, int SliceSize)
{
    internal const string Mail = "o'hara \"the\" \\ <x>@example.test";
    internal const string Phone = "+49 30 901820";

    private static readonly (string Path, EchoFraming Framing)[] Framings =
        [("/v1/chat/completions", new ChatFraming()), ("/v1/responses", new ResponsesFraming()), ("/v1/messages", new MessagesFraming())];

    /// <summary>The path whose framing this is.</summary>
    internal string Path => Framings[Framing].Path;

    /// <summary>The words as they must come back. Restored by simple replacement, which knows nothing of fragments.</summary>
    internal string Restored => Words.Replace("<EMAIL_1>", Mail, StringComparison.Ordinal).Replace("<PHONE_12>", Phone, StringComparison.Ordinal);

    /// <summary>The stream as the upstream sends it.</summary>
    internal string Stream()
    {
        var said = IsToolCall ? new JsonObject { ["to"] = Words }.ToJsonString(EscapesBrackets ? null : EchoFraming.Json) : Words;
        return string.Concat(Framings[Framing].Framing.Stream([.. Cut(said)], "m", IsToolCall, withUsage: true));
    }

    /// <summary>What a client makes of a stream.</summary>
    internal string ReadWords(string stream)
    {
        var said = Framings[Framing].Framing.ReadSaid(StreamBench.Events(stream));
        return IsToolCall ? (string?)JsonNode.Parse(said)?["to"] ?? "" : said;
    }

    /// <summary>The placeholders in use.</summary>
    internal static PlaceholderMap Map()
    {
        var map = new PlaceholderMap();
        for (var i = 1; i < 12; i++)
        {
            // As if the caller had written these: so that the one in use begins like one that stands for nothing.
            map.Reserve($"<PHONE_{i}>");
        }

        map.GetOrAdd("EMAIL", Mail);
        map.GetOrAdd("PHONE", Phone);
        return map;
    }

    private IEnumerable<string> Cut(string text)
    {
        var start = 0;
        for (var i = 0; start < text.Length; i++)
        {
            var end = Math.Min(start + Cuts[i % Cuts.Count], text.Length);
            end += end < text.Length && char.IsLowSurrogate(text[end]) ? 1 : 0;
            yield return text[start..end];
            start = end;
        }
    }
}
