using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Sallyport.Identity.ApiKeys;

/// <summary>
/// When and from where a key was last used, and the end of what runs under it. Written on every request without a lock; survives reloads of
/// the table.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Exchanges may still hold the token of its source; without a timer it holds nothing.")]
internal sealed class KeyUse
{
    private long _lastTicks;
    private long _storedTicks;
    private IPAddress? _from;
    private CancellationTokenSource _end = new();

    /// <summary>Is cancelled when the key stops working other than by time.</summary>
    internal CancellationToken Ended => Volatile.Read(ref _end).Token;

    /// <summary>
    /// Ends what runs under the key, or lets it begin anew. Stays ended in between, so that a request that found the key a moment before
    /// its end is ended, too.
    /// </summary>
    internal Task SettleAsync(bool works)
    {
        var end = Volatile.Read(ref _end);
        if (works == !end.IsCancellationRequested)
        {
            return Task.CompletedTask;
        }

        if (works)
        {
            Volatile.Write(ref _end, new CancellationTokenSource());
            return Task.CompletedTask;
        }

        return end.CancelAsync();
    }

    /// <summary>The same uses, under which nothing runs yet.</summary>
    internal KeyUse Renew() => new() { _lastTicks = Volatile.Read(ref _lastTicks), _storedTicks = _storedTicks, _from = Volatile.Read(ref _from) };

    internal void Note(DateTimeOffset at, IPAddress? from)
    {
        Volatile.Write(ref _from, from);
        Volatile.Write(ref _lastTicks, at.UtcTicks);
    }

    /// <summary>The last use since the last call, or null.</summary>
    internal LastUse? TakeUnstored()
    {
        var last = Volatile.Read(ref _lastTicks);
        if (last == _storedTicks)
        {
            return null;
        }

        _storedTicks = last;
        return new LastUse(new DateTimeOffset(last, TimeSpan.Zero), From);
    }

    /// <summary>Puts back what could not be stored.</summary>
    internal void MarkUnstored() => _storedTicks = 0;

    /// <summary>The last use in this process, or null.</summary>
    internal DateTimeOffset? Last => Volatile.Read(ref _lastTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>The address of the last use in this process, or empty. Of two uses at a time it may be either's.</summary>
    internal string From => Volatile.Read(ref _from) is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : "";
}
