namespace Sallyport.Identity.Authentication;

/// <summary>What a new password of the signed-in person must be.</summary>
/// <param name="MinLength">The fewest characters.</param>
/// <param name="MaxLength">The most characters.</param>
/// <param name="RequiredKinds">How many kinds of characters it must hold, of lower case, upper case, digits and others.</param>
/// <param name="History">How many earlier passwords may not be used again.</param>
/// <param name="MaxAgeDays">After how many days it must be changed; 0 is never.</param>
public sealed record PasswordRulesView(int MinLength, int MaxLength, int RequiredKinds, int History, double MaxAgeDays);
