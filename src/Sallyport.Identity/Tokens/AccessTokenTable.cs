using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sallyport.Core.Proxies;
using Sallyport.Identity.Authentication;
using Sallyport.Identity.Revocation;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Tokens;

/// <summary>
/// Remembers verified tokens by the SHA-256 of their text, so that each is verified once. Only tokens whose signature holds are remembered,
/// and no more than a set number. A token for which there was no room is verified at each request, and remembered as long as that runs, so
/// that its revocation ends it.
/// </summary>
public sealed class AccessTokenTable(TokenReader reader, RevocationTable revocations, UserTable users, TimeProvider clock, IOptions<TokenOptions> options) : ISnapshot
{
    private const long NotFull = long.MinValue;

    /// <summary>Looking for what is over reads every entry, which each request of a full table must not do.</summary>
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<SecretHash, AccessTokenEntry> _entries = new();
    private readonly ConcurrentDictionary<AccessTokenEntry, bool> _running = new();
    private long _fullSince = NotFull;

    internal int RunningCount => _running.Count;

    /// <summary>Ends what runs under tokens that were revoked, or whose users are gone. Reads nothing: the tables before it have.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        foreach (var (hash, entry) in _entries)
        {
            if (IsRevoked(entry.Token) && _entries.TryRemove(hash, out _))
            {
                await entry.Ended.CancelAsync();
            }
        }

        foreach (var (entry, _) in _running)
        {
            if (IsRevoked(entry.Token) && _running.TryRemove(entry, out _))
            {
                await entry.Ended.CancelAsync();
            }
        }
    }

    /// <summary>What a token says, where its signature holds.</summary>
    internal AccessToken? Read(string text) => reader.Read(text);

    /// <summary>What the token of that id says, where it is remembered.</summary>
    internal AccessToken? FindById(string id) => _entries.Values.FirstOrDefault(entry => entry.Token.Id == id)?.Token;

    /// <summary>Whether it, its user or its session has been ended.</summary>
    internal bool IsRevoked(AccessToken token) =>
        revocations.Covers(token.Id, token.UserId, token.SessionId, token.IssuedAt) || users.Find(token.UserId) is not { IsActive: true };

    /// <summary>The entry of a token that is remembered; verifies nothing.</summary>
    internal AccessTokenEntry? FindKnown(ReadOnlySpan<char> text) => _entries.GetValueOrDefault(SecretHash.OfToken(text));

    /// <summary>The entry of a token's text, or null where its signature or form does not hold. Ask whether it is revoked after this: its end is told from here on.</summary>
    internal AccessTokenEntry? Verify(ReadOnlySpan<char> text, HttpResponse answer)
    {
        if (reader.Read(text.ToString()) is not { } token)
        {
            return null;
        }

        var made = new AccessTokenEntry(token);
        if (HasRoom())
        {
            return _entries.GetOrAdd(SecretHash.OfToken(text), made);
        }

        _running[made] = true;
        answer.OnCompleted(() =>
        {
            _running.TryRemove(made, out _);
            return Task.CompletedTask;
        });
        return made;
    }

    private bool HasRoom()
    {
        var since = Volatile.Read(ref _fullSince);
        if (since != NotFull && clock.GetElapsedTime(since) < BetweenSweeps)
        {
            return false;
        }

        if (_entries.Count < options.Value.MaxRemembered || Sweep())
        {
            Volatile.Write(ref _fullSince, NotFull);
            return true;
        }

        Volatile.Write(ref _fullSince, clock.GetTimestamp());
        return false;
    }

    private bool Sweep()
    {
        var now = clock.GetUtcNow();
        foreach (var pair in _entries.Where(pair => pair.Value.Token.ExpiresAt <= now))
        {
            _entries.TryRemove(pair);
        }

        return _entries.Count < options.Value.MaxRemembered;
    }
}
