using System.Diagnostics;
using System.Text;
using Sallyport.Detection;
using Sallyport.Detection.Matching;
using Sallyport.Detection.Rules;
using Xunit;

namespace Sallyport.Tests.Detection.Matching;

/// <summary>Texts made to cost a rule as much as possible: its own literals and attacks, whole and broken off, over and over.</summary>
public sealed class HostileTextTests
{
    private const int Length = 250_000;

    // More than twice what the slowest takes without optimisation: the test is for texts whose cost grows faster than they do.
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(400);

    [Fact]
    public void No_text_made_from_a_rule_makes_a_scan_slow()
    {
        RepositoryRules.Engine.Warm(TestContext.Current.CancellationToken);
        var slow = new List<string>();
        foreach (var (name, text) in Texts())
        {
            var time = Best(text);
            if (time > Most)
            {
                slow.Add($"{time.TotalMilliseconds:F0} ms {name}");
            }
        }

        Assert.True(slow.Count == 0, $"{slow.Count}:\n" + string.Join('\n', slow.OrderByDescending(line => double.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))));
    }

    private static TimeSpan Best(string text)
    {
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 3 && best > Most; round++)
        {
            var started = Stopwatch.GetTimestamp();
            RepositoryRules.Engine.Scan(text, ScanDirection.Input, RepositoryRules.Everything);
            var time = Stopwatch.GetElapsedTime(started);
            best = time < best ? time : best;
        }

        return best;
    }

    private static IEnumerable<(string Name, string Text)> Texts()
    {
        foreach (var rule in RepositoryRules.Library.Rules)
        {
            foreach (var literal in rule.Patterns.SelectMany(pattern => PatternParser.Analyze(pattern.Pattern, out _)?.Literals.Take(1) ?? []).Distinct())
            {
                yield return ($"{rule.Id}: '{literal}'", Repeat(literal));
                yield return ($"{rule.Id}: '{literal} '", Repeat(literal + " "));
                yield return ($"{rule.Id}: '{literal}' and a gap", Repeat(literal + new string(' ', 30) + "a=\"('"));
            }
        }

        foreach (var rule in RepositoryRules.Library.Rules)
        {
            foreach (var attack in RepositoryRules.Cases(rule.Id, "attack").Take(1))
            {
                yield return ($"{rule.Id}: attack", Repeat(attack + " "));
                yield return ($"{rule.Id}: broken attack", Repeat(attack[..(attack.Length * 2 / 3)]));
            }
        }
    }

    private static string Repeat(string piece)
    {
        var text = new StringBuilder(Length + piece.Length);
        while (text.Length < Length)
        {
            text.Append(piece);
        }

        return text.ToString(0, Length);
    }
}
