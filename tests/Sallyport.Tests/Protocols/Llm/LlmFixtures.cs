using System.Text;
using Sallyport.Protocols.Json;
using Sallyport.Protocols.Llm;
using Sallyport.Protocols.Llm.Anthropic;
using Sallyport.Protocols.Llm.OpenAi;
using Sallyport.Protocols.Sse;
using Xunit;

namespace Sallyport.Tests.Protocols.Llm;

/// <summary>The golden files under tests/fixtures/llm and what the finder makes of them.</summary>
internal static class LlmFixtures
{
    internal static string Root { get; } = Path.Combine(RepositoryRoot(), "tests", "fixtures", "llm");

    internal static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Root, file));

    internal static LlmFormat FormatOf(string file) => (Path.GetDirectoryName(file), Path.GetFileName(file).Split('.')[0]) switch
    {
        ("openai", "chat") => ChatCompletions.Format,
        ("openai", "responses") => Responses.Format,
        ("openai", "embeddings") => Embeddings.Format,
        ("openai", "moderations") => Moderations.Format,
        ("openai", "models") => OpenAiModels.Format,
        ("anthropic", "messages") => Messages.Format,
        ("anthropic", "count_tokens") => Messages.CountTokens,
        ("anthropic", "models") => AnthropicModels.Format,
        _ => throw new ArgumentException($"No format for {file}."),
    };

    /// <summary>One line per text: place, role with its marks, channel, text.</summary>
    internal static string Describe(string file)
    {
        var bytes = Read(file);
        var format = FormatOf(file);
        var lines = new StringBuilder();
        if (file.EndsWith(".sse", StringComparison.Ordinal))
        {
            var channels = new ChannelMap();
            var number = 0;
            foreach (var (payload, _) in Events(bytes))
            {
                lines.Append(format.Stream!.IsSentinel(payload) ? "" : Describe(payload, format.Event!, channels, $"{number}:"));
                number++;
            }

            return lines.ToString();
        }

        var fields = file.Contains(".request.", StringComparison.Ordinal) ? format.Request! : format.Response;
        return Describe(bytes, fields, new ChannelMap(), "");
    }

    internal static IEnumerable<(byte[] Payload, byte[] Whole)> Events(byte[] stream)
    {
        var framer = new SseFramer();
        var start = 0;
        while (framer.TryRead(stream.AsSpan(start), isFinal: true, out var read) == SseReadStatus.Event)
        {
            var whole = stream.AsSpan(start, read.Length).ToArray();
            start += read.Length;
            yield return (whole.AsSpan(read.DataStart, read.DataLength).ToArray(), whole);
        }
    }

    private static string Describe(byte[] json, JsonField fields, ChannelMap channels, string prefix)
    {
        var finder = new JsonTextFinder(LlmFact.EventType);
        Assert.Equal(JsonFault.None, finder.Find(json, fields));
        var chars = new char[finder.MaxChars];
        finder.Decode(json, chars);
        var lines = new StringBuilder();
        foreach (var text in finder.Texts)
        {
            Assert.True(channels.TryGet(text, out var channel));
            var marks = (text.IsJsonText ? "+json" : "") + (text.IsReadOnly ? "+readonly" : "");
            var place = channel < 0 ? "whole" : $"#{channel}";
            var words = new string(chars, text.TextStart, text.TextLength).Replace("\n", "\\n", StringComparison.Ordinal);
            lines.Append(prefix).Append(JsonPointer.At(json, text.Start)).Append(' ').Append(text.Role).Append(marks).Append(' ').Append(place).Append(' ').Append(words).Append('\n');
        }

        return lines.ToString();
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sallyport.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
