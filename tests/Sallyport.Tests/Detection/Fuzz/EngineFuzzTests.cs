using System.Diagnostics;
using Sallyport.Detection;
using Xunit;

namespace Sallyport.Tests.Detection.Fuzz;

/// <summary>The engine and its views on odd texts: findings lie inside the text, whole or in pieces, and nothing throws.</summary>
public sealed class EngineFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Findings_lie_inside_the_text(int seed)
    {
        var texts = new FuzzTexts(seed);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < FuzzTexts.Time;)
        {
            var text = texts.Next();
            var result = RepositoryRules.Engine.Scan(text, ScanDirection.Input, RepositoryRules.Everything);
            Assert.All(result.Findings, finding => Assert.True(finding.Start >= 0 && finding.Start < finding.End && finding.End <= text.Length, $"{finding} in {Escaped(text)}"));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Text_in_pieces_gives_findings_inside_what_has_come(int seed)
    {
        var texts = new FuzzTexts(seed);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < FuzzTexts.Time;)
        {
            var text = texts.Next();
            using var window = RepositoryRules.Engine.OpenWindow(RepositoryRules.Standard, ScanDirection.Output);
            for (var at = 0; at < text.Length;)
            {
                var length = Math.Min(1 + texts.UpTo(40), text.Length - at);
                var result = window.Append(text.AsSpan(at, length));
                at += length;
                Assert.True(window.HeldFrom >= 0 && window.Position == at, Escaped(text));
                Assert.All(result.Findings, finding => Assert.True(finding.Start >= 0 && finding.Start < finding.End && finding.End <= at, $"{finding} in {Escaped(text)}"));
            }

            window.Complete();
        }
    }

    private static string Escaped(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
