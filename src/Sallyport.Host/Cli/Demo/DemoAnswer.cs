namespace Sallyport.Host.Cli.Demo;

/// <summary>What came back for a request.</summary>
/// <param name="Status">The status; 0 when the connection was cut within the answer's head.</param>
/// <param name="Body">The body, as far as it came.</param>
/// <param name="RequestId">The gateway's id of the exchange.</param>
internal sealed record DemoAnswer(int Status, string Body, string RequestId)
{
    /// <summary>Whether the answer is, or ends with, the gateway's refusal of this code.</summary>
    internal bool Refuses(string code) => Body.Contains($"\"code\":\"{code}\"", StringComparison.Ordinal);
}
