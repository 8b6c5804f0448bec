using System.Security.Cryptography;

namespace Sallyport.Host.Cli.Demo;

/// <summary>The gateway of the demonstration: the real one, on a data folder that is deleted at the end.</summary>
internal sealed class DemoGateway : IAsyncDisposable
{
    /// <summary>Smaller than usual, so that the oversized request need not be large.</summary>
    internal const int MaxRequestBytes = 256 * 1024;

    private const string AnyPort = "http://127.0.0.1:0";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sallyport-demo-");
    private readonly WebApplication _app;

    private DemoGateway(string? url)
    {
        _app = GatewayApp.Build(null, Settings(url));
    }

    /// <summary>The administrator's password: random, and gone with the folder.</summary>
    internal string Password { get; } = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 20);

    /// <summary>Where it listens.</summary>
    internal Uri Url => new(_app.Urls.First());

    /// <summary>Starts it.</summary>
    /// <param name="onAnyPort">On a free port, rather than where <c>serve</c> would listen.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    internal static async Task<DemoGateway> StartAsync(bool onAnyPort, CancellationToken cancellationToken)
    {
        var gateway = new DemoGateway(onAnyPort ? AnyPort : null);
        try
        {
            await gateway._app.StartAsync(cancellationToken);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    internal Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>What the demonstration must decide itself. The store above all: it must never be the operator's own.</summary>
    private Dictionary<string, string?> Settings(string? url)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Storage:DataDirectory"] = _folder.FullName,
            ["Storage:Database"] = Path.Combine(_folder.FullName, "sallyport.db"),
            ["Vault:MasterKey"] = "",
            ["Vault:MasterKeyFile"] = "",
            ["Identity:AdminPassword"] = Password,
            ["Upstream:AllowPrivate:0"] = "127.0.0.1",
            ["Llm:MaxRequestBytes"] = $"{MaxRequestBytes}",
            ["Logging:LogLevel:Default"] = "None",
        };
        if (url is not null)
        {
            settings["Urls"] = url;
        }

        return settings;
    }
}
