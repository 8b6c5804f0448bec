namespace Sallyport.Host.Cli.Demo;

/// <summary>One line of the demonstration.</summary>
/// <param name="Outcome">What the gateway should do: allowed, masked, blocked, denied, failed.</param>
/// <param name="Route">What is sent, in two or three words.</param>
/// <param name="RunAsync">Sends it and looks at what came of it.</param>
internal sealed record DemoStep(string Outcome, string Route, Func<DemoScene, CancellationToken, Task<DemoResult>> RunAsync);
