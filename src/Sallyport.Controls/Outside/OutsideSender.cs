using System.Net;
using System.Net.Http.Headers;
using Sallyport.Controls.Vault;
using Sallyport.Core.Api;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Sallyport.Core.Upstream;

namespace Sallyport.Controls.Outside;

/// <summary>
/// Sends questions over the one guarded way out, with the detector's own secret, and reads the answer within a bound. No redirect is
/// followed, and nothing of an answer is put into a message: it may repeat the texts or the secret.
/// </summary>
internal sealed class OutsideSender(UpstreamClient upstream, CredentialTable credentials)
{
    /// <summary>A verdict is a few hundred bytes; what a provider wraps around it is a few thousand.</summary>
    internal const int MaxAnswerBytes = 64 * 1024;

    /// <summary>The connections of a detector; of nobody else, so that no proxy's are mixed with them.</summary>
    internal static string PoolOf(string detector) => $"outside/{detector}";

    /// <summary>Posts JSON. Either bytes or a fault comes back.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal async Task<(byte[] Body, OutsideAnswer? Failed)> PostAsync(OutsideConfig detector, Uri address, byte[] json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Sallyport", ProductVersion.Text));
        if (!TryAuthenticate(request, detector))
        {
            return ([], OutsideAnswer.Failed(OutsideFault.CredentialUnavailable, "Its secret is missing, cannot be opened or was entered for another server; enter it again."));
        }

        var result = await upstream.SendAsync(request, PoolOf(detector.Name), CancellationToken.None, cancellationToken);
        using var response = result.Response;
        if (response is null)
        {
            return ([], Explain(result.Denial));
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return ([], OutsideAnswer.Failed(FaultOf((int)response.StatusCode), $"It answered with status {(int)response.StatusCode}."));
        }

        return await ReadAsync(response.Content, cancellationToken);
    }

    internal static OutsideFault FaultOf(int status) => status switch
    {
        401 or 403 => OutsideFault.CredentialRefused,
        429 => OutsideFault.Throttled,
        >= 500 => OutsideFault.ServerError,
        _ => OutsideFault.Refused,
    };

    private bool TryAuthenticate(HttpRequestMessage request, OutsideConfig detector)
    {
        if (detector.Auth.Type == UpstreamAuthType.None)
        {
            return true;
        }

        return detector.Auth.CredentialId is { } id
            && credentials.Find(id) is { } opened
            && opened.IsFor(detector.Target)
            && opened.For(detector.Auth) is { } credential
            && request.Headers.TryAddWithoutValidation(credential.Header, credential.Value);
    }

    private static async Task<(byte[] Body, OutsideAnswer? Failed)> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentEncoding.Count > 0)
        {
            return ([], OutsideAnswer.Failed(OutsideFault.Malformed, "Its answer is compressed, which nobody asked for."));
        }

        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[MaxAnswerBytes + 1];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return length > MaxAnswerBytes
                ? ([], OutsideAnswer.Failed(OutsideFault.AnswerTooLarge, $"Its answer is longer than {MaxAnswerBytes} bytes."))
                : (buffer[..length], null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutException)
        {
            return ([], OutsideAnswer.Failed(OutsideFault.Unreachable, "The connection broke before its answer was complete."));
        }
    }

    private static OutsideAnswer Explain(Denial? denial) => OutsideAnswer.Failed(
        denial?.Code switch
        {
            DenialCode.UpstreamAddressRefused => OutsideFault.AddressRefused,
            DenialCode.UpstreamTimeout => OutsideFault.Timeout,
            DenialCode.UpstreamInvalid => OutsideFault.Refused,
            _ => OutsideFault.Unreachable,
        },
        denial?.Detail ?? "");
}
