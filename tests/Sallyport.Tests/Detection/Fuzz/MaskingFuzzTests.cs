using System.Diagnostics;
using System.Text.Json;
using Sallyport.Detection.Masking;
using Sallyport.Detection.Recognizers;
using Xunit;

namespace Sallyport.Tests.Detection.Fuzz;

/// <summary>Masking odd texts: what is masked comes back in the same characters.</summary>
public sealed class MaskingFuzzTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void A_text_without_escapes_comes_back_as_it_was(int seed)
    {
        var texts = new FuzzTexts(seed);
        var masker = new TextMasker(RepositoryRules.Engine.Entities);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < FuzzTexts.Time;)
        {
            // A backslash may hide a second spelling of a value, and a text of one placeholder's form is not told from it.
            var text = texts.Next().Replace("\\", "", StringComparison.Ordinal).Replace('<', '(');
            var map = new PlaceholderMap();
            if (masker.Mask(text, EntitySet.All, map, out var masked, []))
            {
                Assert.NotNull(masked);
                Assert.True(text == PlaceholderRestorer.Restore(masked, map, insideJson: false), JsonSerializer.Serialize(text));
            }
        }
    }

    [Theory]
    [InlineData(7)]
    public void Json_stays_json_with_the_same_values(int seed)
    {
        var texts = new FuzzTexts(seed);
        var masker = new TextMasker(RepositoryRules.Engine.Entities);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < FuzzTexts.Time;)
        {
            var value = texts.Next().Replace("\\", "", StringComparison.Ordinal).Replace('<', '(');
            var json = JsonSerializer.Serialize(new { value, number = texts.UpTo(int.MaxValue - 1) });
            var map = new PlaceholderMap();
            if (masker.Mask(json, EntitySet.All, map, out var masked, [], insideJson: true))
            {
                var back = PlaceholderRestorer.Restore(masked!, map, insideJson: true) ?? masked; // set where something was masked
                Assert.True(IsJson(masked) && IsJson(back), $"{json}\n{masked}\n{back}");
                using var restored = JsonDocument.Parse(back!); // as above
                using var before = JsonDocument.Parse(json);
                Assert.True(JsonElement.DeepEquals(before.RootElement, restored.RootElement), json);
            }
        }
    }

    private static bool IsJson(string? text)
    {
        try
        {
            using var document = JsonDocument.Parse(text ?? "");
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
