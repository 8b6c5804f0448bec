namespace Sallyport.DetectionBench;

/// <summary>The command line.</summary>
/// <param name="Verb">What to do: <c>evaluate</c>, <c>train</c>, <c>pairs</c> or <c>hostile</c>.</param>
/// <param name="Folder">Where the data is; empty for <c>hostile</c>, which needs none.</param>
/// <param name="CaseFolder">The rules' own cases, which train as well.</param>
/// <param name="JsonFile">Where to write the figures; null: nowhere.</param>
/// <param name="ModelFile">Where to write the trained model; null: nowhere.</param>
/// <param name="Classifier">Which classifier to evaluate with.</param>
internal sealed record Arguments(string Verb, string Folder, string CaseFolder, string? JsonFile, string? ModelFile, ClassifierChoice Classifier)
{
    public const string Usage =
        """
        Usage: Sallyport.DetectionBench evaluate --data FOLDER [--cases rules/tests] [--classifier unseen|none|shipped] [--json FILE]
               Sallyport.DetectionBench train --data FOLDER [--cases rules/tests] --model FILE
               Sallyport.DetectionBench pairs --data FOLDER
               Sallyport.DetectionBench hostile [--cases rules/tests]
        """;

    /// <summary>Null when the line is not understood.</summary>
    public static Arguments? Parse(string[] line)
    {
        if (line.Length % 2 == 0 || line[0] is not ("evaluate" or "train" or "pairs" or "hostile"))
        {
            return null;
        }

        var values = line.Skip(1).Chunk(2).GroupBy(pair => pair[0], StringComparer.Ordinal).ToDictionary(pair => pair.Key, pair => pair.Last()[1], StringComparer.Ordinal);
        var classifier = ClassifierChoice.Unseen;
        if ((!values.Remove("--data", out var folder) && line[0] != "hostile") || (values.Remove("--classifier", out var word) && !Enum.TryParse(word, ignoreCase: true, out classifier)))
        {
            return null;
        }

        values.Remove("--cases", out var cases);
        values.Remove("--json", out var json);
        values.Remove("--model", out var model);
        return values.Count > 0 || (line[0] == "train" && model is null) ? null : new Arguments(line[0], folder ?? "", cases ?? "rules/tests", json, model, classifier);
    }
}
