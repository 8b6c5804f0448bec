using Microsoft.Extensions.Options;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;

namespace Sallyport.Identity.Users;

/// <summary>Makes the first administrator on a database without users.</summary>
public sealed class AdminBootstrap(
    IUserStore store, UserTable users, PasswordHasher hasher, IIdGenerator ids, TimeProvider clock, IOptions<IdentityOptions> options)
{
    /// <summary>The first administrator's sign-in name.</summary>
    public const string UserName = "admin";

    /// <summary>Whether the first administrator never used the one-time password, as far as the users in memory tell.</summary>
    public bool IsUnused => users.FindByName(UserName) is { MustChangePassword: true } first && first.PasswordChangedAt == first.CreatedAt;

    /// <summary>
    /// Makes the user where there are none. Returns the one-time password for the host to print once, or null when none was made up: there
    /// are users, another process was faster, or the password was configured.
    /// </summary>
    public async Task<string?> EnsureAsync(CancellationToken cancellationToken)
    {
        if ((await store.ListAsync(cancellationToken)).Count > 0)
        {
            return null;
        }

        var configured = string.IsNullOrEmpty(options.Value.AdminPassword) ? null : options.Value.AdminPassword;
        var password = configured ?? OneTimePassword.Create();
        var now = clock.GetUtcNow();
        var user = new User
        {
            Id = ids.NewId(),
            Name = UserName,
            Role = UserRole.Admin,
            PasswordHash = await hasher.HashAsync(password, cancellationToken),
            MustChangePassword = configured is null,
            CreatedAt = now,
            PasswordChangedAt = now,
        };
        var audit = RequestActor.System.Entry(now, "user.created", "user", user.Id, user.Name) with
        {
            Details = AuditDetails.Of(new { user.Role, FirstRun = true }),
        };
        var isMade = await store.InsertAsync(user, audit, cancellationToken);
        await users.ReloadAsync(cancellationToken);
        return isMade && configured is null ? password : null;
    }
}
