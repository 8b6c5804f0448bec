using Microsoft.Extensions.Options;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Sessions;

namespace Sallyport.Identity.Users;

/// <summary>Makes, changes and removes users. One active administrator is always left.</summary>
public sealed class UserAdmin(
    IUserStore store, UserTable users, ApiKeyTable keys, UserSessions sessions, PasswordHasher hasher, SignInThrottle throttle, IAuditLog auditLog, IIdGenerator ids,
    TimeProvider clock, IOptions<PasswordOptions> options)
{
    internal Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

    internal Task<User?> FindAsync(string id, CancellationToken cancellationToken) => store.FindAsync(id, cancellationToken);

    /// <summary>Makes a user. Returns the one-time password with them, or null when the name is taken.</summary>
    internal async Task<(User User, string Password)?> CreateAsync(UserRequest body, RequestActor actor, CancellationToken cancellationToken)
    {
        var password = OneTimePassword.Create();
        var now = clock.GetUtcNow();
        var user = new User
        {
            Id = ids.NewId(),
            Name = UserNames.Normalize(body.Username),
            Email = body.Email?.Trim() ?? "",
            Role = body.Role ?? UserRole.Viewer,
            PasswordHash = await hasher.HashAsync(password, cancellationToken),
            MustChangePassword = true,
            CreatedAt = now,
            PasswordChangedAt = now,
        };
        var isMade = await store.InsertAsync(user, Entry("user.created", user, actor), cancellationToken);
        await users.ReloadAsync(cancellationToken);
        return isMade ? (user, password) : null;
    }

    /// <summary>Saves a changed user. False when they are gone or no active administrator would be left.</summary>
    internal async Task<bool> UpdateAsync(User user, RequestActor actor, CancellationToken cancellationToken)
    {
        if (!await store.UpdateAsync(user, Entry("user.updated", user, actor), cancellationToken))
        {
            return false;
        }

        await users.ReloadAsync(cancellationToken);
        if (!user.IsActive)
        {
            await sessions.EndOthersAsync(user, null, actor, cancellationToken);
        }

        return true;
    }

    /// <summary>Gives a user a new one-time password and ends their sessions. Null when they are gone.</summary>
    internal async Task<(User User, string Password)?> ResetPasswordAsync(User user, RequestActor actor, CancellationToken cancellationToken)
    {
        var password = OneTimePassword.Create();
        var changed = user with
        {
            PasswordHash = await hasher.HashAsync(password, cancellationToken),
            MustChangePassword = true,
            PasswordChangedAt = clock.GetUtcNow(),
        };
        if (!await store.UpdatePasswordAsync(changed, inForce: null, options.Value.History, Entry("user.password.reset", changed, actor), cancellationToken))
        {
            return null;
        }

        await users.ReloadAsync(cancellationToken);
        await sessions.EndOthersAsync(changed, null, actor, cancellationToken);
        return (changed, password);
    }

    /// <summary>Until when users have to wait after failed sign-ins, by name.</summary>
    internal IReadOnlyDictionary<string, DateTimeOffset> Waiting() => throttle.Waiting();

    /// <summary>Lets a user try to sign in at once again.</summary>
    internal ValueTask UnlockAsync(User user, RequestActor actor)
    {
        throttle.Unlock(user.Name);
        return auditLog.AppendAsync(Entry("user.unlocked", user, actor));
    }

    /// <summary>Removes a user with their sessions and revokes their keys. False when they are gone or no active administrator would be left.</summary>
    internal async Task<bool> DeleteAsync(User user, RequestActor actor, CancellationToken cancellationToken)
    {
        var isRemoved = await store.DeleteAsync(user.Id, clock.GetUtcNow(), Entry("user.deleted", user, actor), cancellationToken);
        await users.ReloadAsync(cancellationToken);
        await keys.ReloadAsync(cancellationToken);
        return isRemoved;
    }

    private AuditEntry Entry(string eventType, User user, RequestActor actor) => actor.Entry(clock.GetUtcNow(), eventType, "user", user.Id, user.Name) with
    {
        Details = AuditDetails.Of(new { user.Role, Active = user.IsActive }),
    };
}
