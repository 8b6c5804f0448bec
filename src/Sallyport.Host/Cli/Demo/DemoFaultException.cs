namespace Sallyport.Host.Cli.Demo;

/// <summary>The demonstration cannot go on: what it needs to run a step, not the step itself, failed.</summary>
/// <param name="message">What failed.</param>
internal sealed class DemoFaultException(string message) : Exception(message);
