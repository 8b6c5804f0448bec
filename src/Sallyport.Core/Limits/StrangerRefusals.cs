using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sallyport.Core.Exchanges;

namespace Sallyport.Core.Limits;

/// <summary>
/// Decides which refusals of callers without identity leave an audit entry of their own. Without it whoever reaches the port could fill the
/// disk: each address has a bucket of such entries, and what is beyond it is counted. Memory is bounded: past <see cref="MaxAddresses"/>
/// addresses all others share one bucket and one count.
/// </summary>
public sealed class StrangerRefusals
{
    /// <summary>The name under which the addresses beyond the bound are counted.</summary>
    public const string OtherAddresses = "other";

    /// <summary>How many addresses are told apart at one time.</summary>
    public const int MaxAddresses = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Bucket> _addresses = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;
    private readonly double _capacity;

    /// <summary>Makes the table, empty.</summary>
    public StrangerRefusals(IOptions<LimitOptions> options, TimeProvider clock)
    {
        _capacity = options.Value.StrangerRefusalsPerMinute;
        _clock = clock;
    }

    /// <summary>Counts a refusal. Null where it leaves an entry of its own; else the refusal to answer instead of it.</summary>
    public Denial? Refuse(HttpContext http) => RefuseAt(ClientAddress.Of(http.Connection.RemoteIpAddress));

    /// <summary>Counts a failed sign-in in the same bucket. Whether it leaves an entry of its own; else it is counted in the summary.</summary>
    public bool LeavesEntry(string address) => RefuseAt(ClientAddress.Of(address)) is null;

    /// <summary>Takes what was counted since the last call, and forgets the addresses whose buckets are full again.</summary>
    public IReadOnlyList<StrangerSummary> Take()
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            var summaries = new List<StrangerSummary>();
            foreach (var (address, bucket) in _addresses)
            {
                if (bucket.Count > 0)
                {
                    summaries.Add(new StrangerSummary(address, bucket.Count, bucket.First, bucket.Last));
                    // Allowed while enumerating: no key comes or goes.
                    CollectionsMarshal.GetValueRefOrNullRef(_addresses, address).Count = 0;
                }
                else if (bucket.Left + ((now - bucket.At).TotalMinutes * _capacity) >= _capacity)
                {
                    _addresses.Remove(address);
                }
            }

            return summaries;
        }
    }

    private Denial? RefuseAt(string address)
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            ref var bucket = ref Find(address, now);
            var left = Math.Min(_capacity, bucket.Left + ((now - bucket.At).TotalMinutes * _capacity));
            bucket.At = now;
            if (left >= 1)
            {
                bucket.Left = left - 1;
                return null;
            }

            bucket.Left = left;
            bucket.First = bucket.Count == 0 ? now : bucket.First;
            bucket.Last = now;
            bucket.Count++;
            return new Denial(DenialCode.TooManyFailures, 429, "Too many refused requests without a valid API key from this address.")
            {
                RetryAfter = TimeSpan.FromMinutes((1 - left) / _capacity),
            };
        }
    }

    private ref Bucket Find(string address, DateTimeOffset now)
    {
        var key = _addresses.Count < MaxAddresses || _addresses.ContainsKey(address) ? address : OtherAddresses;
        ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(_addresses, key, out var isKnown);
        if (!isKnown)
        {
            bucket.Left = _capacity;
            bucket.At = now;
        }

        return ref bucket;
    }

    private struct Bucket
    {
        internal double Left;
        internal DateTimeOffset At;
        internal long Count;
        internal DateTimeOffset First;
        internal DateTimeOffset Last;
    }
}
