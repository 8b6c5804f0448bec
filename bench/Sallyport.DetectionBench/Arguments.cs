namespace Sallyport.DetectionBench;

/// <summary>The command line.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Folder">Where the data is.</param>
/// <param name="JsonFile">Where to write the figures; null: nowhere.</param>
internal sealed record Arguments(string Verb, string Folder, string? JsonFile)
{
    public const string Usage = "Usage: Sallyport.DetectionBench evaluate --data FOLDER [--json FILE]";

    /// <summary>Null when the line is not understood.</summary>
    public static Arguments? Parse(string[] line)
    {
        if (line.Length % 2 == 0 || line[0] is not "evaluate")
        {
            return null;
        }

        var (folder, json) = ((string?)null, (string?)null);
        for (var index = 1; index < line.Length; index += 2)
        {
            switch (line[index])
            {
                case "--data":
                    folder = line[index + 1];
                    break;
                case "--json":
                    json = line[index + 1];
                    break;
                default:
                    return null;
            }
        }

        return folder is null ? null : new Arguments(line[0], folder, json);
    }
}
