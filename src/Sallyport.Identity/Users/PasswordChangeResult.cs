namespace Sallyport.Identity.Users;

/// <summary>How a change of password ended: done, or with one reason.</summary>
public sealed record PasswordChangeResult
{
    /// <summary>The password was changed.</summary>
    public static PasswordChangeResult Done { get; } = new() { IsChanged = true };

    /// <summary>The current password was wrong.</summary>
    public static PasswordChangeResult WrongPassword { get; } = new();

    /// <summary>Too many others were waiting; nothing was compared.</summary>
    public static PasswordChangeResult Busy { get; } = new() { IsBusy = true };

    /// <summary>Whether it was changed.</summary>
    public bool IsChanged { get; private init; }

    /// <summary>Whether there was no place to wait.</summary>
    public bool IsBusy { get; private init; }

    /// <summary>What is wrong with the new password, or null.</summary>
    public string? Fault { get; private init; }

    /// <summary>How long to wait after too many failures, or null.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>The new password is not good enough.</summary>
    public static PasswordChangeResult Refused(string fault) => new() { Fault = fault };

    /// <summary>Too many wrong passwords.</summary>
    public static PasswordChangeResult Wait(TimeSpan retryAfter) => new() { RetryAfter = retryAfter };
}
