namespace Sallyport.Host.Cli.Demo;

/// <summary>What the trail says about all that was sent before.</summary>
internal static class AuditStep
{
    private const int Tries = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Every exchange left one entry, and nothing else did. Entries are stored in batches, so the last may come a moment later.</summary>
    internal static async Task<DemoResult> CountAsync(DemoScene scene, CancellationToken cancellationToken)
    {
        List<string> recorded = [];
        for (var i = 0; i < Tries && recorded.Count < scene.RequestIds.Count; i++)
        {
            await Task.Delay(i == 0 ? TimeSpan.Zero : Pause, cancellationToken);
            var page = await scene.AskAsync("/events?limit=100", cancellationToken);
            recorded = [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString() ?? "")];
        }

        return recorded.Order(StringComparer.Ordinal).SequenceEqual(scene.RequestIds.Order(StringComparer.Ordinal))
            ? DemoResult.Ok($"{recorded.Count} exchanges, {recorded.Count} entries, also for what was refused or cut")
            : DemoResult.Fail($"{scene.RequestIds.Count} exchanges left {recorded.Count} entries");
    }

    /// <summary>The chain holds over all entries.</summary>
    internal static async Task<DemoResult> VerifyAsync(DemoScene scene, CancellationToken cancellationToken)
    {
        var verdict = await scene.AskAsync("/audit/verify", cancellationToken);
        return verdict.GetProperty("ok").GetBoolean()
            ? DemoResult.Ok($"holds over {verdict.GetProperty("records").GetInt64()} records, management changes included")
            : DemoResult.Fail(verdict.ToString());
    }
}
