namespace Sallyport.Host.Cli.Demo;

/// <summary>What the gateway did with one step.</summary>
/// <param name="IsExpected">Whether it is what the step expects.</param>
/// <param name="Detail">What was seen, in a few words.</param>
internal sealed record DemoResult(bool IsExpected, string Detail)
{
    /// <summary>As expected.</summary>
    internal static DemoResult Ok(string detail) => new(true, detail);

    /// <summary>Not as expected: what came instead.</summary>
    internal static DemoResult Fail(DemoAnswer answer) => new(false, $"got {answer.Status}: {Shorten(answer.Body)}");

    /// <summary>Not as expected.</summary>
    internal static DemoResult Fail(string detail) => new(false, detail);

    private static string Shorten(string body)
    {
        var line = body.ReplaceLineEndings(" ");
        return line.Length <= 200 ? line : line[..200] + "…";
    }
}
