namespace Sallyport.Core.Exchanges;

/// <summary>The upstream's answer as far as recorders need it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Attempts">How many attempts were made.</param>
/// <param name="FirstByteTicks">Stopwatch ticks between sending and the answer's head.</param>
public sealed record UpstreamAnswer(int Status, int Attempts, long FirstByteTicks)
{
    /// <summary>Why the model stopped, in the provider's word, once known.</summary>
    public string? FinishReason { get; set; }
}
