namespace Sallyport.DetectionBench;

/// <summary>
/// Where texts come from. Rows of one origin resemble each other, so a model is only ever tested on origins it has not seen:
/// testing row by row flatters by 15 to 55 points.
/// </summary>
internal static class Origins
{
    // The first origin named in a source is the one an attack comes from; others are what it was planted in.
    private static readonly (string Word, int Origin)[] Words =
    [
        ("PurpleLlama", 0), ("agiresearch/ASB", 1), ("BIPIA", 2), ("PromptInject", 3), ("jailbreak_llms", 4), ("garak", 5), ("PayloadsAllTheThings", 6),
        ("libinjection", 7), ("coreruleset", 8), ("MCPSecBench", 9), ("ulnerable-MCP", 9), ("presidio", 10), ("gitleaks", 10), ("detect-secrets", 10),
        ("GPTeacher", 11), ("awesome-chatgpt-prompts", 12), ("self-instruct", 13), ("awslabs", 14), ("yarp", 15), ("modelcontextprotocol", 15),
        ("csharp-sdk", 15), ("github-mcp-server", 15),
    ];

    // Nearly all jailbreaks have one source. Its halves test each other, or nothing would: their figure flatters.
    private const int Jailbreaks = 4;
    private const int OtherJailbreaks = 16;

    // The texts that one source plants its attacks in are another source's manuals and code.
    private const int Manuals = 15;

    /// <summary>Number of origins.</summary>
    public const int Count = 18;

    /// <summary>The origin a row is tested with; unknown sources share the last number.</summary>
    public static int Of(LabelledText row)
    {
        var origin = Named(row);
        return origin == Jailbreaks && row.Text.Length % 2 != 0 ? OtherJailbreaks : origin;
    }

    /// <summary>Whether any part of the row comes from the origin.</summary>
    public static bool Touches(LabelledText row, int origin) =>
        row.Kind != "rule_case" && (Of(row) == origin
        || (origin == Manuals && row.Source.Contains("BIPIA", StringComparison.Ordinal))
        || (origin is not (Jailbreaks or OtherJailbreaks) && Words.Any(item => item.Origin == origin && row.Source.Contains(item.Word, StringComparison.Ordinal))));

    private static int Named(LabelledText row) =>
        Words.FirstOrDefault(item => row.Source.Contains(item.Word, StringComparison.Ordinal), (Word: "", Origin: Count - 1)).Origin;
}
