namespace Sallyport.Core.Exchanges;

/// <summary>Gives out the numbers of the private places that controls have in an <see cref="Exchange"/>.</summary>
public static class ExchangeSlot
{
    /// <summary>The most slots there can be. Each is one reference in every exchange, so the number is kept small.</summary>
    public const int Limit = 8;

    private static int _next = -1;

    /// <summary>Makes a slot. Called once, from a static field of the control that owns it.</summary>
    /// <exception cref="InvalidOperationException">All slots are taken.</exception>
    public static ExchangeSlot<T> Create<T>()
        where T : class
    {
        var index = Interlocked.Increment(ref _next);
        return index < Limit
            ? new ExchangeSlot<T>(index)
            : throw new InvalidOperationException($"An exchange has {Limit} slots; raise ExchangeSlot.Limit for another control.");
    }
}
