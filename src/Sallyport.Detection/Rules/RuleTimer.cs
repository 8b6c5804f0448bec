using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Sallyport.Detection.Rules;

/// <summary>
/// Measures what a rule costs where one of its words stands in a text, which is the only place where its patterns are tried. Off the path of
/// requests and with expressions of its own, so that neither traffic nor what the engine has compiled is touched.
/// </summary>
public static class RuleTimer
{
    private const int Runs = 5;

    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(250);

    /// <summary>Microseconds to try all patterns of the rule once, each around one of its words; the quickest of five runs, interpreted as a rule's first uses are.</summary>
    public static double Measure(DetectionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Math.Round(rule.Patterns.Sum(Measure), 1);
    }

    private static double Measure(RulePattern pattern)
    {
        var facts = PatternInspector.Inspect(pattern.Pattern);
        if (facts.Kind != PatternFault.None)
        {
            return 0;
        }

        var around = string.Concat(Enumerable.Repeat("plain words around it ", (facts.MaxLength / 22) + 1))[..facts.MaxLength];
        var text = around + facts.Literals[0] + around;
        var regex = new Regex(pattern.Pattern, RegexOptions.CultureInvariant | (pattern.IsCaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase), MatchTimeout);
        var best = double.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                _ = regex.Count(text);
            }
            catch (RegexMatchTimeoutException)
            {
                return MatchTimeout.TotalMicroseconds;
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }

        return best;
    }
}
