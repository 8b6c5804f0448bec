namespace Sallyport.Host.Cli.Demo;

/// <summary>A request that the gateway refuses before an upstream has seen it.</summary>
internal static class RefusedStep
{
    internal static DemoStep Of(string outcome, string route, DemoRequest request, int status, string code, string detail) =>
        new(outcome, route, (scene, cancellationToken) => RunAsync(scene, request, status, code, detail, cancellationToken));

    private static async Task<DemoResult> RunAsync(DemoScene scene, DemoRequest request, int status, string code, string detail, CancellationToken cancellationToken)
    {
        var before = scene.Upstream.Count;
        var answer = await scene.SendAsync(request, cancellationToken);
        if (answer.Status != status || !answer.Refuses(code))
        {
            return DemoResult.Fail(answer);
        }

        return scene.Upstream.Count == before ? DemoResult.Ok($"{status} {code}: {detail}") : DemoResult.Fail("the refused request reached the upstream");
    }
}
