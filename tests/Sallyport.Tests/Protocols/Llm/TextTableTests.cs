using Xunit;

namespace Sallyport.Tests.Protocols.Llm;

/// <summary>Which texts the tables of the formats find, and as whose words. The expected file stands beside each body.</summary>
public sealed class TextTableTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(LlmFixtures.Root, "*", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(".texts", StringComparison.Ordinal))
        .Select(file => Path.GetRelativePath(LlmFixtures.Root, file))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_text_is_found_with_its_role_and_place(string file)
    {
        var expected = File.ReadAllText(Path.Combine(LlmFixtures.Root, file + ".texts"));
        Assert.Equal(expected, LlmFixtures.Describe(file));
    }

    [Fact]
    public void There_are_fixtures_for_every_format() => Assert.True(Files.Count >= 16, $"Only {Files.Count} fixtures were found.");
}
