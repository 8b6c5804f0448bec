namespace Sallyport.Host.Cli.Demo;

/// <summary>What the demonstration's upstream does is chosen by the model a request names.</summary>
internal static class DemoModels
{
    /// <summary>Repeats what it was told.</summary>
    internal const string Echo = "demo-echo";

    /// <summary>Calls a tool with what it was told.</summary>
    internal const string Tool = "demo-tool";

    /// <summary>Answers with an image whose address carries data to a stranger.</summary>
    internal const string LeakLink = "demo-leaks-link";

    /// <summary>Answers with a private key.</summary>
    internal const string LeakKey = "demo-leaks-key";
}
