namespace Sallyport.ArchitectureTests.Dependencies;

/// <summary>The direction rules R1 to R10 of <c>docs/architecture.md</c>, as data.</summary>
internal static class DirectionRules
{
    private static readonly IReadOnlyList<string> DatabaseClients =
        ["Npgsql", "NpgsqlTypes", "Dapper", "Microsoft.Data.Sqlite", "SQLitePCL", "System.Data"];

    private static readonly IReadOnlyList<string> Projects =
    [
        "Sallyport.Core", "Sallyport.Detection", "Sallyport.Protocols", "Sallyport.Controls", "Sallyport.Planes",
        "Sallyport.Identity", "Sallyport.Storage", "Sallyport.Admin", "Sallyport.Host",
    ];

    private static readonly IReadOnlyList<string> PlaneFolders =
        ["Sallyport.Planes.Llm", "Sallyport.Planes.Mcp", "Sallyport.Planes.A2A", "Sallyport.Planes.Api"];

    private static readonly IReadOnlyList<string> OutboundTypes =
    [
        "System.Net.Http.HttpClient", "System.Net.Http.HttpClientHandler", "System.Net.Http.HttpMessageInvoker",
        "System.Net.Http.IHttpClientFactory", "System.Net.Http.SocketsHttpHandler", "System.Net.Sockets.Socket",
        "System.Net.Sockets.TcpClient", "System.Net.Sockets.UdpClient", "System.Net.WebClient", "System.Net.WebRequest",
        "System.Net.HttpWebRequest", "System.Net.WebSockets.ClientWebSocket", "System.Net.Mail.SmtpClient", "System.Net.Quic.*",
    ];

    private static readonly IReadOnlyList<string> KeyedCryptography =
    [
        "System.Security.Cryptography.Aes*", "System.Security.Cryptography.ChaCha20Poly1305", "System.Security.Cryptography.RSA*",
        "System.Security.Cryptography.ECDsa*", "System.Security.Cryptography.ECDiffieHellman*", "System.Security.Cryptography.HMAC*",
    ];

    /// <summary>Parts the rules already bind although their first type is still to come. A part leaves this list with its first type.</summary>
    public static IReadOnlyList<string> Awaited { get; } = ["Sallyport.Planes.Mcp", "Sallyport.Planes.A2A", "Sallyport.Planes.Api"];

    /// <summary>All rules, in the order of their ids.</summary>
    public static IReadOnlyList<DirectionRule> All { get; } =
    [
        Rule("R1", "The detection engine and the wire formats are pure: they are fuzzed, measured and used by the command line without a server.",
            ["Sallyport.Detection", "Sallyport.Protocols"], [.. DatabaseClients, "Microsoft.AspNetCore", "Microsoft.Extensions", .. Projects]),
        Rule("R2", "Contracts do not know implementations.", ["Sallyport.Core"], Others("Sallyport.Core")),
        Rule("R3", "A control works for every plane, or it is no control.",
            ["Sallyport.Controls"], Others("Sallyport.Controls", "Sallyport.Core", "Sallyport.Detection", "Sallyport.Protocols")),
        Rule("R4", "A plane can neither skip nor call a control.",
            ["Sallyport.Planes"], Others("Sallyport.Planes", "Sallyport.Core", "Sallyport.Protocols")),
        Rule("R5", "A plane can be deleted without touching another.", PlaneFolders, PlaneFolders),
        Rule("R6", "Who is calling is settled without knowing what is called.",
            ["Sallyport.Identity"], Others("Sallyport.Identity", "Sallyport.Core", "Sallyport.Protocols")),
        Rule("R7", "Stores arrive as interfaces.", ["Sallyport"], ["Sallyport.Storage"], except: ["Sallyport.Host", "Sallyport.Storage"]),
        Rule("R7b", "The management API is not on the request path.", ["Sallyport"], ["Sallyport.Admin"], except: ["Sallyport.Host", "Sallyport.Admin"]),
        Rule("R8", "The database stays exchangeable.", ["Sallyport"], DatabaseClients, except: ["Sallyport.Storage"]),
        Rule("R9", "There is one guarded way out: the address guard cannot be gone round.",
            ["Sallyport"], [], except: ["Sallyport.Core.Upstream"], types: OutboundTypes),
        Rule("R9b", "Only the supervisor of stdio servers starts programs.",
            ["Sallyport"], [], except: ["Sallyport.Planes.Mcp"], types: ["System.Diagnostics.Process", "System.Diagnostics.ProcessStartInfo"]),
        Rule("R10", "Keys are handled in known places. Plain hashes (pins, API keys, the audit chain) use no key and are free.",
            ["Sallyport"], [], except: ["Sallyport.Controls.Vault", "Sallyport.Controls.Audit.Signing", "Sallyport.Storage", "Sallyport.Identity"], types: KeyedCryptography),
    ];

    private static DirectionRule Rule(
        string id,
        string reason,
        IReadOnlyList<string> subjects,
        IReadOnlyList<string> forbidden,
        IReadOnlyList<string>? except = null,
        IReadOnlyList<string>? types = null) => new(id, reason, subjects, except ?? [], forbidden, types ?? []);

    private static IReadOnlyList<string> Others(params string[] allowed) => [.. Projects.Except(allowed)];
}
