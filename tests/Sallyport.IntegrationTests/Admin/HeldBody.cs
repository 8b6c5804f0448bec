using System.Net;
using System.Text;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>A JSON body that is sent when it is told to, after its head was let in.</summary>
internal sealed class HeldBody : HttpContent
{
    private readonly byte[] _json;
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal HeldBody(string json)
    {
        _json = Encoding.UTF8.GetBytes(json);
        Headers.ContentType = new("application/json");
    }

    /// <summary>The gateway has asked for the body (100 Continue).</summary>
    internal Task Asked => _asked.Task;

    /// <summary>Lets it go.</summary>
    internal void Release() => _release.TrySetResult();

    /// <inheritdoc />
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        _asked.TrySetResult();
        await _release.Task;
        await stream.WriteAsync(_json);
    }

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }
}
