namespace Sallyport.Core.Exchanges;

/// <summary>A typed private place in every <see cref="Exchange"/>, made by <see cref="ExchangeSlot.Create{T}"/>.</summary>
/// <typeparam name="T">The state kept there.</typeparam>
public sealed class ExchangeSlot<T>
    where T : class
{
    internal ExchangeSlot(int index) => Index = index;

    internal int Index { get; }
}
