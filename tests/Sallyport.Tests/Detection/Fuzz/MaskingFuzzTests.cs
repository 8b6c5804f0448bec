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
}
