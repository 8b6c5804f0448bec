using Sallyport.Protocols.Json;

namespace Sallyport.Protocols.Llm;

/// <summary>Gives the texts that run through a stream small dense numbers, in the order they first appear.</summary>
public sealed class ChannelMap
{
    /// <summary>The most texts one stream may hold open; an upstream cannot make the map grow without end.</summary>
    public const int Limit = 1024;

    /// <summary>The number of a text that is whole in itself.</summary>
    public const int Whole = -1;

    private readonly List<Key> _keys = [];
    private Dictionary<Key, int>? _index;

    /// <summary>
    /// Whether the texts of one kind came with an index and without: some readers take none for 0 and some for a text of its own, so that
    /// what is said in one place could not be told.
    /// </summary>
    public bool IsMixed { get; private set; }

    /// <summary>Finds or gives the number. False when the stream holds more texts than <see cref="Limit"/>, or <see cref="IsMixed"/>.</summary>
    public bool TryGet(in FoundText text, out int channel)
    {
        channel = Whole;
        if (text.Stream == 0)
        {
            return true;
        }

        var key = new Key(text.Stream, text.OuterIndex, text.InnerIndex);
        channel = Find(key);
        if (channel >= 0)
        {
            return true;
        }

        IsMixed |= Mixes(key);
        if (_keys.Count == Limit || IsMixed)
        {
            return false;
        }

        channel = _keys.Count;
        _keys.Add(key);
        _index?.Add(key, channel);
        return true;
    }

    // Apart from the look-up, which must not pay for the closure with every text.
    private bool Mixes(Key key) =>
        _keys.Exists(other => other.Stream == key.Stream && (other.Outer < 0 != key.Outer < 0 || other.Inner < 0 != key.Inner < 0));

    private int Find(Key key)
    {
        if (_keys.Count <= 8)
        {
            return _keys.IndexOf(key);
        }

        _index ??= _keys.Select((known, number) => (known, number)).ToDictionary(pair => pair.known, pair => pair.number);
        return _index.TryGetValue(key, out var channel) ? channel : -1;
    }

    private readonly record struct Key(byte Stream, int Outer, int Inner);
}
