using Microsoft.Extensions.Options;
using Sallyport.Storage;

namespace Sallyport.Host;

/// <summary>Where the continuations of socket operations run.</summary>
internal static class SocketCompletions
{
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>
    /// Lets them run on the thread that polls the sockets: measured a quarter less CPU per request (bench/README.md). The runtime reads this
    /// once, at the first socket, and from the environment only. No stage may block; large scans leave that thread. Not with PostgreSQL: its
    /// client now and then reads a socket synchronously, and on the polling thread that read waits for itself until it times out.
    /// </summary>
    internal static void Choose(IServiceProvider services)
    {
        var isPostgreSql = services.GetRequiredService<IOptions<StorageOptions>>().Value.IsPostgreSql;
        if (!isPostgreSql && Environment.GetEnvironmentVariable(Variable) is null)
        {
            Environment.SetEnvironmentVariable(Variable, "1");
        }
    }
}
