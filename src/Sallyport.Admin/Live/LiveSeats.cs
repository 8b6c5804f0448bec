namespace Sallyport.Admin.Live;

/// <summary>
/// Bounds how many watch the live feed: each costs a queue, a timer and a copy of every message. A user who opens many pages does not take the
/// seats of the others.
/// </summary>
internal sealed class LiveSeats
{
    internal const int MostForUser = 16;
    private const int Most = 128;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>Takes a seat until the answer is disposed; null when there is none.</summary>
    internal IDisposable? TryTake(string userId)
    {
        lock (_gate)
        {
            var own = _taken.GetValueOrDefault(userId);
            if (own >= MostForUser || _all >= Most)
            {
                return null;
            }

            _taken[userId] = own + 1;
            _all++;
            return new Seat(this, userId);
        }
    }

    private void Leave(string userId)
    {
        lock (_gate)
        {
            _all--;
            if (--_taken[userId] == 0)
            {
                _taken.Remove(userId);
            }
        }
    }

    private sealed class Seat(LiveSeats seats, string userId) : IDisposable
    {
        public void Dispose() => seats.Leave(userId);
    }
}
