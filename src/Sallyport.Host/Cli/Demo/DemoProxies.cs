namespace Sallyport.Host.Cli.Demo;

/// <summary>The names of the demonstration's proxies.</summary>
internal static class DemoProxies
{
    /// <summary>OpenAI's dialect under the standard pack.</summary>
    internal const string OpenAi = "openai";

    /// <summary>Anthropic's dialect under the standard pack.</summary>
    internal const string Anthropic = "anthropic";

    /// <summary>OpenAI's dialect under the pack that also blocks secrets in answers.</summary>
    internal const string Strict = "strict";

    /// <summary>A target where nothing listens.</summary>
    internal const string Down = "down";

    /// <summary>A target that a gateway must never reach: a cloud's metadata address.</summary>
    internal const string Metadata = "metadata";
}
