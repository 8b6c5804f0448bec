namespace Sallyport.Identity.Users;

/// <summary>The result of comparing a password with a stored hash.</summary>
/// <param name="IsMatch">Whether it is the password.</param>
/// <param name="NeedsRehash">Whether the hash was made with other parameters than today's.</param>
internal readonly record struct PasswordCheck(bool IsMatch, bool NeedsRehash);
