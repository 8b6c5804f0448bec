namespace Sallyport.Identity.Mfa;

/// <summary>
/// Counts the codes tried on secrets that are not confirmed yet, in this process. Memory is bounded by the users: one count each, that of the
/// secret begun last, and counts of secrets that are too old leave when others come.
/// </summary>
internal sealed class ConfirmationTries
{
    /// <summary>So many codes are compared with one secret.</summary>
    internal const int Most = 5;

    /// <summary>So long a secret waits for its confirmation.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTimeOffset Begun, int Count)> _tries = new(StringComparer.Ordinal);

    /// <summary>Counts one ahead of its outcome, so that tries at the same time do not all pass. Says which one it is, from 1.</summary>
    internal int Add(StoredTotp totp, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_tries.TryGetValue(totp.UserId, out var known) && known.Begun == totp.CreatedAt)
            {
                _tries[totp.UserId] = known with { Count = known.Count + 1 };
                return known.Count + 1;
            }

            foreach (var user in _tries.Where(pair => now - pair.Value.Begun > Lifetime).Select(pair => pair.Key).ToList())
            {
                _tries.Remove(user);
            }

            _tries[totp.UserId] = (totp.CreatedAt, 1);
            return 1;
        }
    }
}
