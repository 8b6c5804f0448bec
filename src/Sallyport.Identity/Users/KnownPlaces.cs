namespace Sallyport.Identity.Users;

/// <summary>From which addresses accounts signed in, while the gateway runs. Bounded: the oldest are forgotten first.</summary>
internal sealed class KnownPlaces
{
    private const int Most = 4096;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _places = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>An account at an address, as one name; line ends stand in neither.</summary>
    internal static string Name(string account, string address) => address + EndOf(account);

    /// <summary>How the names of all places of an account end.</summary>
    internal static string EndOf(string account) => $"\n{account}";

    /// <summary>The account of a place.</summary>
    internal static string AccountOf(string place) => place[(place.IndexOf('\n', StringComparison.Ordinal) + 1)..];

    internal bool Contains(string place)
    {
        lock (_gate)
        {
            return _places.Contains(place);
        }
    }

    internal void Add(string place)
    {
        lock (_gate)
        {
            if (!_places.Add(place))
            {
                return;
            }

            _order.Enqueue(place);
            if (_order.Count > Most)
            {
                _places.Remove(_order.Dequeue());
            }
        }
    }
}
