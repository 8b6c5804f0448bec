using System.Runtime.CompilerServices;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;

namespace Sallyport.Controls.Vault;

/// <summary>
/// Refuses an answer in which the upstream repeats the credential it was sent, such as an error text that quotes the request. Frames
/// whose text could be the beginning of the secret wait until that is decided, so that no part of it leaves in an earlier event.
/// </summary>
/// <remarks>
/// Limits: the secret is found as it is written and in the encodings of <see cref="SecretForms"/>; an upstream that encodes it otherwise, or
/// twice, is not seen through. A secret of fewer than 8 characters, stored before such were refused, is as likely a word of the answer
/// ("ollama"), so it is not looked for.
/// </remarks>
public sealed class ScrubCredentialStage : IResponseStage
{
    private static readonly Denial Echoed = new(
        DenialCode.ResponseBlocked, 502, "The upstream's answer repeats the credential that the gateway sent it, so it is not passed on. The operator finds it under this request id.");

    /// <inheritdoc />
    public IAsyncEnumerable<ResponseFrame> ApplyAsync(IAsyncEnumerable<ResponseFrame> frames, Exchange exchange, CancellationToken cancellationToken) =>
        exchange.Credential?.Forms is { } forms ? ScrubAsync(frames, exchange, forms, cancellationToken) : frames;

    private static async IAsyncEnumerable<ResponseFrame> ScrubAsync(
        IAsyncEnumerable<ResponseFrame> frames, Exchange exchange, ISecretForms forms, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watch = new SecretWatch(forms);
        var held = new Queue<ResponseFrame>();
        await foreach (var frame in frames.WithCancellation(cancellationToken))
        {
            if (watch.Finds(frame))
            {
                exchange.Denial ??= Echoed;
                yield return ResponseFrame.Refusal(Echoed);
                yield break;
            }

            held.Enqueue(frame);
            if (watch.IsPending && !frame.EndsText && frame.Denial is null)
            {
                // The source reuses its frame for the next event.
                frame.Detach();
                continue;
            }

            while (held.TryDequeue(out var ready))
            {
                yield return ready;
            }
        }

        while (held.TryDequeue(out var rest))
        {
            yield return rest;
        }
    }
}
