namespace Sallyport.IntegrationTests.Storage;

/// <summary>A clock that shows what the test sets; its timers run in real time.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => Now;
}
