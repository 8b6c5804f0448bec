namespace Sallyport.Host.Cli.Demo;

/// <summary>A key with one request a minute sends two.</summary>
internal static class LimitedStep
{
    internal static async Task<DemoResult> RunAsync(DemoScene scene, CancellationToken cancellationToken)
    {
        var request = DemoRequest.Chat("Hello") with { Key = DemoKey.Limited };
        var first = await scene.SendAsync(request, cancellationToken);
        var second = await scene.SendAsync(request, cancellationToken);
        return (first.Status, second.Status) == (200, 429) && second.Refuses("rate_limited")
            ? DemoResult.Ok("429 rate_limited: the first passed, the second has to wait")
            : DemoResult.Fail(second);
    }
}
