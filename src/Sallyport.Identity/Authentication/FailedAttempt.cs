namespace Sallyport.Identity.Authentication;

/// <summary>A failure that was counted ahead of the outcome.</summary>
/// <param name="Count">The count with it.</param>
/// <param name="WaitedUntil">Until when the cause had to wait without it.</param>
internal readonly record struct FailedAttempt(int Count, DateTimeOffset WaitedUntil);
