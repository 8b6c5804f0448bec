using Sallyport.Identity.Users;

namespace Sallyport.Storage.Users;

/// <summary>A row of <c>app_user</c>.</summary>
internal sealed class UserRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    public required string Role { get; init; }

    public required string PasswordHash { get; init; }

    public required bool MustChangePassword { get; init; }

    public required bool IsActive { get; init; }

    public required long CreatedAt { get; init; }

    public required long PasswordChangedAt { get; init; }

    /// <summary>Read along; it is not stored with the user.</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>As stored.</summary>
    public static UserRow From(User user) => new()
    {
        Id = user.Id,
        Name = user.Name,
        Email = user.Email,
        Role = user.Role,
        PasswordHash = user.PasswordHash,
        MustChangePassword = user.MustChangePassword,
        IsActive = user.IsActive,
        CreatedAt = StoredTime.ToMicroseconds(user.CreatedAt),
        PasswordChangedAt = StoredTime.ToMicroseconds(user.PasswordChangedAt),
    };

    /// <summary>As used.</summary>
    public User ToUser() => new()
    {
        Id = Id,
        Name = Name,
        Email = Email,
        Role = Role,
        PasswordHash = PasswordHash,
        MustChangePassword = MustChangePassword,
        IsActive = IsActive,
        CreatedAt = StoredTime.FromMicroseconds(CreatedAt),
        PasswordChangedAt = StoredTime.FromMicroseconds(PasswordChangedAt),
        HasSecondFactor = HasSecondFactor,
    };
}
