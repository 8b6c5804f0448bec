namespace Sallyport.Identity.Mfa;

/// <summary>New recovery codes, shown once. Those before them no longer work.</summary>
/// <param name="recoveryCodes">The codes.</param>
public sealed class RecoveryCodesView(IReadOnlyList<string> recoveryCodes)
{
    /// <summary>Ten codes; each stands in for the authenticator once.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; } = recoveryCodes;
}
