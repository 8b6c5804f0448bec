using System.Text;
using Sallyport.Controls.Outside;
using Sallyport.Core.Exchanges;
using Sallyport.Detection;

namespace Sallyport.Tests.Controls.Outside;

/// <summary>Detectors and questions for tests.</summary>
internal static class OutsideSamples
{
    internal static OutsideConfig Config { get; } = new()
    {
        Name = "judge",
        Kind = OutsideKind.LlmJudge,
        Target = new Uri("https://judge.example.com/v1"),
        Model = "model",
        Instructions = "Birds are harmless.",
        Categories = ["jailbreak", "toxicity"],
        Timeout = TimeSpan.FromSeconds(30),
        MaxCharacters = 1000,
        MaxConcurrent = 2,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };

    internal static OutsideQuestion Question(params string[] texts) =>
        new("exchange-1", ScanDirection.Input, [.. texts.Select(text => new OutsideText(TextRole.User, text))]);

    internal static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
