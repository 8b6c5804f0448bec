using System.Text.Json;

namespace Sallyport.DetectionBench;

/// <summary>Writes an evaluation for people and for programs.</summary>
internal static class ReportPrinter
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Prints the goal table and the tables behind it, as Markdown.</summary>
    public static void Print(Evaluation evaluation, TextWriter output)
    {
        output.WriteLine("| Kind | best elsewhere | goal | stretch | ours |");
        output.WriteLine("|---|---|--:|--:|--:|");
        foreach (var row in evaluation.Goals)
        {
            output.WriteLine($"| {row.Name} | {row.Anchor} | {row.Goal} | {row.Stretch} | {row.Ours} |");
        }

        PrintGroup("by kind", evaluation.Kinds, output);
        PrintGroup("by kind and source", evaluation.Sources, output);
        PrintGroup("by encoding", evaluation.Encodings, output);
    }

    /// <summary>Writes everything as JSON.</summary>
    public static void WriteJson(Evaluation evaluation, string path) => File.WriteAllText(path, JsonSerializer.Serialize(evaluation, Json));

    private static void PrintGroup(string name, IReadOnlyList<KindFigures> rows, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"| {name} | attacks | TPR shipped | TPR at 1 % FPR | harmless | FPR shipped |");
        output.WriteLine("|---|--:|--:|--:|--:|--:|");
        foreach (var row in rows)
        {
            output.WriteLine($"| {row.Name} | {row.Attacks} | {Share(row.HitsShipped)} | {Share(row.HitsAtOnePercent)} | {row.Negatives} | {Share(row.FalseAlarms)} |");
        }
    }

    private static string Share(double value) => double.IsNaN(value) ? "" : GoalTable.Text(value);
}
