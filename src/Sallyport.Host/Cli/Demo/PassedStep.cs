namespace Sallyport.Host.Cli.Demo;

/// <summary>A request that passes untouched.</summary>
internal static class PassedStep
{
    internal static DemoStep Of(string route, DemoRequest request) => new("allowed", route, (scene, cancellationToken) => RunAsync(scene, request, cancellationToken));

    private static async Task<DemoResult> RunAsync(DemoScene scene, DemoRequest request, CancellationToken cancellationToken)
    {
        var answer = await scene.SendAsync(request, cancellationToken);
        if (answer.Status != 200)
        {
            return DemoResult.Fail(answer);
        }

        return scene.Upstream.LastBody == request.Body
            ? DemoResult.Ok("the upstream got the caller's bytes unchanged")
            : DemoResult.Fail("the upstream got other bytes than were sent");
    }
}
