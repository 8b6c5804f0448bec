namespace Sallyport.ArchitectureTests.Ledger;

/// <summary>One line of <c>docs/features.csv</c>.</summary>
/// <param name="Id">The feature's id, for example <c>S0-12</c>.</param>
/// <param name="State"><c>works</c>, <c>partial</c> or <c>absent</c>.</param>
/// <param name="Proof">The test that shows it, or empty.</param>
/// <param name="Note">What is missing, or where we differ and why; may be empty.</param>
internal sealed record LedgerRow(string Id, string State, string Proof, string Note)
{
    /// <summary>Reads one line: four fields, quoted where they hold a comma or a quote.</summary>
    public static LedgerRow Parse(string line)
    {
        var fields = Split(line);
        return fields.Count == 4
            ? new LedgerRow(fields[0], fields[1], fields[2], fields[3])
            : throw new FormatException($"Expected 4 fields but found {fields.Count}: {line}");
    }

    private static List<string> Split(string line)
    {
        List<string> fields = [string.Empty];
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                fields[^1] += line[i++];
            }
            else if (line[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (line[i] == ',' && !isQuoted)
            {
                fields.Add(string.Empty);
            }
            else
            {
                fields[^1] += line[i];
            }
        }

        return fields;
    }
}
