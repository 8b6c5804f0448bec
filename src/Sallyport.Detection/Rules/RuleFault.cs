namespace Sallyport.Detection.Rules;

/// <summary>One thing wrong with a rule or pack file.</summary>
/// <param name="Source">File or resource it stands in.</param>
/// <param name="Message">What is wrong, and how to put it right.</param>
public sealed record RuleFault(string Source, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Source}: {Message}";
}
