namespace Sallyport.Host.Cli.Demo;

/// <summary>One line of the report.</summary>
/// <param name="Ok">Whether the step came out as expected.</param>
/// <param name="Outcome">What the gateway should do.</param>
/// <param name="Route">What was sent.</param>
/// <param name="Detail">What was seen.</param>
internal sealed record DemoLine(bool Ok, string Outcome, string Route, string Detail)
{
    /// <inheritdoc />
    public override string ToString() => $"{(Ok ? "ok" : "FAIL"),-4}  {Outcome,-8}  {Route,-22}  {Detail}";
}
