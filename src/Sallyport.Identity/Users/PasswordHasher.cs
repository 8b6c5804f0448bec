using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Sallyport.Core.Limits;
using Sallyport.Identity.Users.Argon2;

namespace Sallyport.Identity.Users;

/// <summary>
/// Makes and checks password hashes with Argon2id. How many run at once is bounded, as each takes 19 MiB or more, and how many wait, as a flood of
/// sign-ins must take neither all memory nor the time of those who come later.
/// </summary>
public sealed class PasswordHasher : IDisposable
{
    private const int SaltBytes = 16;
    private const int TagBytes = 32;

    // At about 50 ms a hash and the default of two at a time, the last of these waits less than two seconds.
    private const int MaxWaiting = 64;

    private readonly WorkLimit _work;
    private readonly PasswordHash _nobody;
    private readonly Argon2Parameters _parameters;

    /// <summary>Makes a hasher with the configured concurrency and cost.</summary>
    public PasswordHasher(IOptions<IdentityOptions> options, IOptions<PasswordOptions> passwords)
    {
        _parameters = new Argon2Parameters(passwords.Value.HashMemoryMib * 1024, passwords.Value.HashPasses, 1);
        _work = new WorkLimit(options.Value.MaxConcurrentPasswordHashes, MaxWaiting);
        _nobody = new PasswordHash(_parameters, RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(TagBytes));
    }

    /// <inheritdoc />
    public void Dispose() => _work.Dispose();

    /// <summary>Takes a place in the queue for a comparison; null when too many wait already.</summary>
    internal WorkPlace? TryJoin() => _work.TryJoin();

    internal async Task<string> HashAsync(string password, CancellationToken cancellationToken)
    {
        using var place = _work.Join();
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var tag = await DeriveAsync(place, password, salt, _parameters, TagBytes, cancellationToken);
        return new PasswordHash(_parameters, salt, tag).ToPhc();
    }

    /// <summary>
    /// Compares, and gives the place back. Null instead of a hash means that there is no such user: the same work is done and the answer is no.
    /// </summary>
    internal async Task<PasswordCheck> VerifyAsync(WorkPlace place, string password, string? phc, CancellationToken cancellationToken)
    {
        using var mine = place;
        var known = phc is null ? null : PasswordHash.Parse(phc);
        var stored = known ?? _nobody;
        var tag = await DeriveAsync(mine, password, stored.Salt, stored.Parameters, stored.Tag.Length, cancellationToken);
        var isEqual = CryptographicOperations.FixedTimeEquals(tag, stored.Tag);
        return new PasswordCheck(isEqual && known is not null, stored.Parameters != _parameters);
    }

    /// <summary>Whether the password is one of those the hashes were made of. Costs one hash for each.</summary>
    internal async Task<bool> IsOneOfAsync(string password, IEnumerable<string> hashes, CancellationToken cancellationToken)
    {
        foreach (var phc in hashes)
        {
            if ((await VerifyAsync(_work.Join(), password, phc, cancellationToken)).IsMatch)
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<byte[]> DeriveAsync(
        WorkPlace place, string password, byte[] salt, Argon2Parameters parameters, int tagBytes, CancellationToken cancellationToken)
    {
        await place.TurnAsync(cancellationToken);
        // The request may run on the thread that polls the sockets, and a hash takes as long as hundreds of requests.
        await Task.Yield();
        return Derive(password, salt, parameters, tagBytes);
    }

    private static byte[] Derive(string password, byte[] salt, Argon2Parameters parameters, int tagBytes)
    {
        // The same characters typed on different systems may arrive composed or decomposed.
        var bytes = Encoding.UTF8.GetBytes(PasswordPolicy.Normalize(password));
        try
        {
            var tag = new byte[tagBytes];
            Argon2id.Derive(bytes, salt, [], [], parameters, tag);
            return tag;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
