using System.Globalization;
using Sallyport.Controls.Access;
using Sallyport.Core.Auditing;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Users;

namespace Sallyport.IntegrationTests.Storage;

/// <summary>Records for storage tests.</summary>
internal static class Samples
{
    public static DateTimeOffset Start { get; } = new(2026, 11, 21, 9, 30, 0, TimeSpan.Zero);

    public static AuditEntry Change(string eventType) => new()
    {
        Time = Start,
        EventType = eventType,
        RequestId = "req-" + eventType,
        ActorType = "user",
        ActorId = "u1",
        ActorName = "ada",
        ResourceType = "proxy",
        ResourceId = "p1",
        ResourceName = "openai",
        Result = "success",
        SourceIp = "127.0.0.1",
        Details = """{"new":{"name":"openai"}}""",
    };

    public static AuditEntry Exchange(int number) => new()
    {
        Time = Start.AddMilliseconds(number),
        EventType = "exchange.completed",
        RequestId = string.Create(CultureInfo.InvariantCulture, $"req{number:d8}"),
        ActorType = "api_key",
        ActorId = "k1",
        ActorName = "build agent",
        TeamId = "t1",
        ResourceType = "proxy",
        ResourceId = "p1",
        ResourceName = "openai",
        Result = "allowed",
        SourceIp = "192.0.2.1",
        Details = """{"stages":[]}""",
        Exchange = Figures(number),
    };

    public static ExchangeFigures Figures(int number) => new()
    {
        Kind = "llm",
        Operation = "chat",
        Subject = "gpt-4o-mini",
        Method = "POST",
        Path = "/llm/openai/v1/chat/completions",
        Status = 200,
        DurationMicroseconds = 1234 + number,
        UpstreamMicroseconds = 1000,
        InputTokens = 321,
        OutputTokens = 12,
        CostUsd = 0.000000000123m,
        FindingCount = 1,
        TopCategory = "pii",
        MaskedCount = 2,
        IsStreaming = true,
    };

    public static ProxyConfig Proxy(string id, string name, PlaneKind kind = PlaneKind.Llm, int? port = null) => new()
    {
        Id = id,
        Name = name,
        Kind = kind,
        Provider = LlmProvider.Anthropic,
        Target = new Uri("https://api.example.com/base"),
        Policies = ["strict", "pii"],
        IsEnabled = true,
        IsAutoStarted = false,
        Port = port,
        Description = "for \"tests\"",
        Auth = new UpstreamAuth { Type = UpstreamAuthType.Header, Name = "x-api-key", CredentialId = "c-" + id },
        CreatedAt = Start,
        UpdatedAt = Start.AddSeconds(1),
    };

    public static Team Team(string id, string name, params ProxyGrant[] grants) =>
        new() { Id = id, Name = name, Description = "people", IsActive = true, Grants = grants, CreatedAt = Start };

    public static User User(string id, string name) => new()
    {
        Id = id,
        Name = name,
        Email = name + "@example.com",
        Role = UserRole.Operator,
        PasswordHash = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
        MustChangePassword = true,
        CreatedAt = Start,
        PasswordChangedAt = Start.AddMinutes(1),
    };

    public static ApiKey Key(string id, string? teamId = null) => new()
    {
        Id = id,
        Name = "key " + id,
        Hash = [.. System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id))],
        Prefix = "spk_ab",
        TeamId = teamId,
        OwnerUserId = "u1",
        CreatedAt = Start,
        ExpiresAt = Start.AddDays(90),
    };
}
