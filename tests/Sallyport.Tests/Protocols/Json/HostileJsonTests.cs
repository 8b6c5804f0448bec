using Sallyport.Protocols.Json;
using Sallyport.Protocols.Llm;
using Sallyport.Tests.Protocols.Llm;
using Xunit;

namespace Sallyport.Tests.Protocols.Json;

public sealed class HostileJsonTests
{
    public static TheoryData<string> Bodies => [.. Directory.EnumerateFiles(LlmFixtures.Root, "*.request.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(LlmFixtures.Root, file))];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_damaged_body_is_read_or_refused_and_never_breaks_the_finder(string file)
    {
        var fields = LlmFixtures.FormatOf(file).Request!;
        var finder = new JsonTextFinder(LlmFact.EventType);
        var source = LlmFixtures.Read(file);
        var refused = 0;
        for (var i = 0; i < source.Length; i++)
        {
            refused += ReadOrRefuse(finder, fields, source[..i]) ? 0 : 1;
            foreach (var damage in "\0\"\\{]\u00FFu")
            {
                var body = (byte[])source.Clone();
                body[i] = (byte)damage;
                refused += ReadOrRefuse(finder, fields, body) ? 0 : 1;
            }
        }

        Assert.True(refused > source.Length);
    }

    private static bool ReadOrRefuse(JsonTextFinder finder, JsonField fields, byte[] body)
    {
        if (finder.Find(body, fields) != JsonFault.None)
        {
            return false;
        }

        var chars = new char[finder.MaxChars];
        finder.Decode(body, chars);
        foreach (var text in finder.Texts)
        {
            Assert.Equal((byte)'"', body[text.Start - 1]);
            Assert.Equal((byte)'"', body[text.Start + text.Length]);
            JsonPointer.At(body, text.Start);
        }

        return true;
    }
}
