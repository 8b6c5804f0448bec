namespace Sallyport.Core.Api;

/// <summary>The form of every successful answer of the management API.</summary>
/// <typeparam name="T">The payload.</typeparam>
/// <param name="Success">Always true: failures are problem details.</param>
/// <param name="Data">The payload.</param>
/// <param name="Message">A sentence for people, or null.</param>
public sealed record ApiEnvelope<T>(bool Success, T Data, string? Message);
