namespace Sallyport.Identity.Users;

/// <summary>A person who signs in.</summary>
public sealed record User
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Sign-in name, unique, lower case.</summary>
    public required string Name { get; init; }

    /// <summary>E-mail, or empty.</summary>
    public string Email { get; init; } = "";

    /// <summary>The name of their role, which says what they may do.</summary>
    public required string Role { get; init; }

    /// <summary>Argon2id in PHC string form.</summary>
    public required string PasswordHash { get; init; }

    /// <summary>Whether every call but changing the password is refused.</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>Whether they may sign in.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>When the account was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the password was last set.</summary>
    public DateTimeOffset PasswordChangedAt { get; init; }

    /// <summary>Whether a sign-in also needs a code. Read along with the user; the second factor itself is kept apart.</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>Names the user without the hash.</summary>
    public override string ToString() => $"user {Name}";
}
