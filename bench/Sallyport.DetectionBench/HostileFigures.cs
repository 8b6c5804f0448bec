using System.Globalization;
using System.Text.Json;
using Sallyport.Detection;
using Sallyport.Detection.Rules;
using Sallyport.Tests.Detection.Hostile;

namespace Sallyport.DetectionBench;

/// <summary>
/// What the worst texts against each rule cost: all are tried at 16 KB with every rule on, and the worst of each rule again at 1 MB, with
/// the rule alone and with every rule on. For the worst of all, the rules that cost most of it, with their time at 64 KB.
/// </summary>
internal static class HostileFigures
{
    private const int Screened = 16 * 1024;
    private const int Megabyte = 1_000_000;
    private const int Rounds = 3;

    // The classifier costs every text the same and has a benchmark of its own; YARA has limits of its own.
    public static void Print(RuleLibrary library, string caseFolder, int shown, TextWriter output)
    {
        var engine = DetectionEngine.Create(library);
        engine.Warm(CancellationToken.None);
        var everything = engine.Compile([Pack(library.Rules)]);
        List<(HostileText Text, double Alone, double All)> figures = [];
        foreach (var rule in library.Rules)
        {
            var worst = HostileText.Of(rule, Attacks(caseFolder, rule.Id)).MaxBy(text => Best(engine, text.Repeated(Screened), everything, rounds: 1));
            if (worst is not null)
            {
                var text = worst.Repeated(Megabyte);
                figures.Add((worst, Best(engine, text, engine.Compile([Pack([rule])]), Rounds), Best(engine, text, everything, Rounds)));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figures.Count} rules; above 50 ms: {figures.Count(row => row.Alone > 50)} alone, {figures.Count(row => row.All > 50)} with every rule on."));
        output.WriteLine("| 1 MB against | alone, ms | every rule, ms | dearest rules | text |");
        output.WriteLine("|---|--:|--:|---|---|");
        foreach (var (text, alone, all) in figures.OrderByDescending(row => row.All).Take(shown))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {text.Rule.Id} | {alone:F0} | {all:F0} | {Dearest(engine, text)} | {text.Kind}: {JsonSerializer.Serialize(text.Piece[..Math.Min(text.Piece.Length, 60)])} |"));
        }
    }

    private static string Dearest(DetectionEngine engine, HostileText text)
    {
        var repeated = text.Repeated(Screened * 4);
        return string.Join(", ", engine.Library.Rules.Select(rule => (rule.Id, Time: Best(engine, repeated, engine.Compile([Pack([rule])]), Rounds)))
            .OrderByDescending(row => row.Time).Take(3).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Id} {row.Time:F1}")));
    }

    private static PolicyPack Pack(IEnumerable<DetectionRule> rules) => new()
    {
        Name = "hostile",
        Description = "The rules that are timed.",
        Actions = rules.ToDictionary(rule => rule.Id, _ => RuleAction.Monitor, StringComparer.Ordinal),
    };

    // The thread's own time: other work on the machine does not count.
    private static double Best(DetectionEngine engine, string text, CompiledPolicy policy, int rounds) =>
        CpuClock.LeastOf(rounds, () => engine.Scan(text, ScanDirection.Input, policy));

    private static string[] Attacks(string folder, string rule)
    {
        var file = Path.Combine(folder, rule + ".json");
        if (!File.Exists(file))
        {
            return [];
        }

        using var cases = JsonDocument.Parse(File.ReadAllText(file));
        return [.. cases.RootElement.GetProperty("attack").EnumerateArray().Select(text => text.GetString() ?? "")];
    }
}
