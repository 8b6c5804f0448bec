using System.Text.Json.Nodes;

namespace Sallyport.Host.Cli.Demo;

/// <summary>A request with personal data: the upstream sees placeholders, the caller gets the values back.</summary>
internal static class RestoredStep
{
    internal static DemoStep Of(string route, DemoRequest request, string expected) =>
        new("masked", route, (scene, cancellationToken) => RunAsync(scene, request, expected, cancellationToken));

    private static async Task<DemoResult> RunAsync(DemoScene scene, DemoRequest request, string expected, CancellationToken cancellationToken)
    {
        var answer = await scene.SendAsync(request, cancellationToken);
        if (answer.Status != 200)
        {
            return DemoResult.Fail(answer);
        }

        var sent = scene.Upstream.LastBody;
        if (sent.Contains(DemoScript.Mail, StringComparison.Ordinal) || sent.Contains(DemoScript.Card, StringComparison.Ordinal) || !sent.Contains("EMAIL_1", StringComparison.Ordinal))
        {
            return DemoResult.Fail("the upstream got the values, not placeholders");
        }

        var said = request.IsStream ? request.Dialect.ReadStream(answer.Body) : request.Dialect.ReadWhole(JsonNode.Parse(answer.Body) ?? new JsonObject());
        if (said != expected)
        {
            return DemoResult.Fail($"the values did not come back: {said}");
        }

        return DemoResult.Ok(request.IsStream
            ? $"e-mail and card left as placeholders, came back whole across {request.Dialect.CountPieces(answer.Body)} chunks"
            : "e-mail and card left as placeholders, came back whole");
    }
}
