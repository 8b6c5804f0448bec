namespace Sallyport.Host.Cli.Demo;

/// <summary>A streamed answer that turns out to leak something: it ends where the guard is sure. What frames
/// before had delivered cannot be called back, so the test is that the leak never becomes complete.</summary>
internal static class CutStep
{
    internal static DemoStep Of(string route, DemoRequest request, string leak, string withheld) =>
        new("blocked", route, (scene, cancellationToken) => RunAsync(scene, request, leak, withheld, cancellationToken));

    private static async Task<DemoResult> RunAsync(DemoScene scene, DemoRequest request, string leak, string withheld, CancellationToken cancellationToken)
    {
        var answer = await scene.SendAsync(request, cancellationToken);
        var said = request.Dialect.ReadStream(answer.Body);
        return answer.Status == 200 && said.Length > 0 && answer.Refuses("response_blocked") && !said.Contains(withheld, StringComparison.Ordinal)
            ? DemoResult.Ok($"the answer was cut after {request.Dialect.CountPieces(answer.Body)} chunks: {leak}")
            : DemoResult.Fail(answer);
    }
}
