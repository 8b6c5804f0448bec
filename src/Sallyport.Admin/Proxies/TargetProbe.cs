using System.Diagnostics;
using System.Net.Http.Headers;
using Sallyport.Core.Api;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Upstream;

namespace Sallyport.Admin.Proxies;

/// <summary>
/// Tries whether a target answers, on the way and under the guard that a proxy's requests have. Sends no credential and shows nothing of
/// the answer but its status: this must not become a way to read what only the gateway can reach.
/// </summary>
internal sealed class TargetProbe(UpstreamClient upstream, IIdGenerator ids, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    internal async Task<TargetProbeView> TryAsync(string? text, CancellationToken cancellationToken)
    {
        if (!TargetRules.TryParse(text, out var target, out var fault))
        {
            return new TargetProbeView(false, $"The target {fault}");
        }

        using var patience = new CancellationTokenSource(Patience, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        // Connections of its own, closed afterwards: no proxy may inherit one that was opened before its target was approved.
        var pool = $"probe-{ids.NewId()}";
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, target);
            // Our own call, unlike a forwarded one: whoever reads the upstream's log should see who knocked.
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Sallyport", ProductVersion.Text));
            var result = await upstream.SendAsync(request, pool, CancellationToken.None, ending.Token);
            using var response = result.Response;
            return response is null ? new TargetProbeView(false, result.Denial?.Detail ?? "") : Judge(target, response, Stopwatch.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new TargetProbeView(false, $"'{target.IdnHost}' did not answer within {Patience.TotalSeconds} seconds.");
        }
        finally
        {
            upstream.Forget(pool);
        }
    }

    /// <summary>A refusal without a credential, or of HEAD at the root, is what a working provider gives; only 5xx speaks against it.</summary>
    private static TargetProbeView Judge(Uri target, HttpResponseMessage response, TimeSpan elapsed)
    {
        var status = (int)response.StatusCode;
        return status < 500
            ? new TargetProbeView(true, $"'{target.IdnHost}' answers (status {status} after {elapsed.TotalMilliseconds:0} ms).")
            : new TargetProbeView(false, $"'{target.IdnHost}' answers with status {status}: it is reached, but does not work.");
    }
}
