using System.Text;
using Sallyport.Detection.Matching;
using Sallyport.Detection.Rules;

namespace Sallyport.Tests.Detection.Hostile;

/// <summary>A text made to cost one rule as much as possible: one piece, over and over.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Kind">What the piece is.</param>
/// <param name="Piece">The piece.</param>
internal sealed record HostileText(DetectionRule Rule, string Kind, string Piece)
{
    private const string Gap = "                              a=\"('";

    /// <summary>Every text against one rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="attacks">Its attack cases.</param>
    public static IEnumerable<HostileText> Of(DetectionRule rule, IEnumerable<string> attacks)
    {
        var pieces = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pattern in rule.Patterns)
        {
            foreach (var literal in PatternParser.Analyze(pattern.Pattern, out _)?.Literals.Take(2) ?? [])
            {
                foreach (var piece in new[] { literal, literal + " ", literal + Gap }.Where(pieces.Add))
                {
                    yield return new HostileText(rule, $"literal '{literal}'", piece);
                }
            }

            foreach (var sample in PatternSampler.Of(pattern.Pattern))
            {
                foreach (var piece in new[] { sample, sample + " ", sample[..^1] }.Where(piece => piece.Length > 0 && pieces.Add(piece)))
                {
                    yield return new HostileText(rule, "sample", piece);
                }
            }
        }

        foreach (var attack in attacks.Take(2))
        {
            yield return new HostileText(rule, "attack", attack + " ");
            yield return new HostileText(rule, "broken attack", attack[..(attack.Length * 2 / 3)]);
        }
    }

    /// <summary>The text at a length.</summary>
    public string Repeated(int length)
    {
        var text = new StringBuilder(length + Piece.Length);
        while (text.Length < length)
        {
            text.Append(Piece);
        }

        return text.ToString(0, length);
    }
}
