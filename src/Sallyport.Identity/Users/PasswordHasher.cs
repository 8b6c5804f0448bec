using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Sallyport.Identity.Users.Argon2;

namespace Sallyport.Identity.Users;

/// <summary>
/// Makes and checks password hashes with Argon2id. A semaphore bounds how many run at once: each takes 19 MiB, and a flood of
/// sign-ins must not take all memory.
/// </summary>
public sealed class PasswordHasher : IDisposable
{
    private const int SaltBytes = 16;
    private const int TagBytes = 32;

    private readonly SemaphoreSlim _slots;
    private readonly PasswordHash _nobody;

    /// <summary>Makes a hasher with the configured concurrency.</summary>
    public PasswordHasher(IOptions<IdentityOptions> options)
    {
        _slots = new SemaphoreSlim(options.Value.MaxConcurrentPasswordHashes);
        _nobody = new PasswordHash(Argon2Parameters.Current, RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(TagBytes));
    }

    /// <inheritdoc />
    public void Dispose() => _slots.Dispose();

    internal async Task<string> HashAsync(string password, CancellationToken cancellationToken)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var tag = await DeriveAsync(password, salt, Argon2Parameters.Current, TagBytes, cancellationToken);
        return new PasswordHash(Argon2Parameters.Current, salt, tag).ToPhc();
    }

    /// <summary>Compares. Null means that there is no such user: the same work is done and the answer is no.</summary>
    internal async Task<PasswordCheck> VerifyAsync(string password, string? phc, CancellationToken cancellationToken)
    {
        var known = phc is null ? null : PasswordHash.Parse(phc);
        var stored = known ?? _nobody;
        var tag = await DeriveAsync(password, stored.Salt, stored.Parameters, stored.Tag.Length, cancellationToken);
        var isEqual = CryptographicOperations.FixedTimeEquals(tag, stored.Tag);
        return new PasswordCheck(isEqual && known is not null, stored.Parameters.IsWeakerThan(Argon2Parameters.Current));
    }

    private async Task<byte[]> DeriveAsync(
        string password, byte[] salt, Argon2Parameters parameters, int tagBytes, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            // The request may run on the thread that polls the sockets, and a hash takes as long as hundreds of requests.
            await Task.Yield();
            return Derive(password, salt, parameters, tagBytes);
        }
        finally
        {
            _slots.Release();
        }
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
