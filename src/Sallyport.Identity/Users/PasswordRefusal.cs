using Sallyport.Core.Api;

namespace Sallyport.Identity.Users;

/// <summary>Why something that asks for the own password was not done.</summary>
public sealed record PasswordRefusal
{
    /// <summary>The current password was wrong.</summary>
    public static PasswordRefusal WrongPassword { get; } = new();

    /// <summary>The code was wrong or used before.</summary>
    public static PasswordRefusal WrongCode { get; } = new() { IsCodeWrong = true };

    /// <summary>Too many others were waiting; nothing was compared.</summary>
    public static PasswordRefusal Busy { get; } = new() { IsBusy = true };

    /// <summary>Whether the password was right and the code was not.</summary>
    public bool IsCodeWrong { get; private init; }

    /// <summary>Whether there was no place to wait.</summary>
    public bool IsBusy { get; private init; }

    /// <summary>What is wrong with the new password, or null.</summary>
    public string? Fault { get; private init; }

    /// <summary>How long to wait after too many failures, or null.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>The new password is not good enough.</summary>
    public static PasswordRefusal OfNew(string fault) => new() { Fault = fault };

    /// <summary>Too many wrong passwords.</summary>
    public static PasswordRefusal Wait(TimeSpan retryAfter) => new() { RetryAfter = retryAfter };

    internal ApiProblem ToProblem()
    {
        if (RetryAfter is { } wait)
        {
            return ApiProblem.TooManyFailures(wait);
        }

        if (IsBusy)
        {
            return ApiProblem.Busy();
        }

        if (Fault is { } fault)
        {
            var faults = new FaultList();
            faults.Add("new_password", fault);
            return faults.ToProblem();
        }

        return IsCodeWrong
            ? ApiProblem.Of(400, "invalid_mfa_code", "The code is wrong or was used before.")
            : ApiProblem.Of(400, "invalid_credentials", "The current password is wrong.");
    }
}
