namespace Sallyport.Controls.Access;

/// <summary>The answer who may use what, and why. What its reader may not see is named by its id alone.</summary>
/// <param name="Allowed">Whether a call would be let through by the access control.</param>
/// <param name="Subject">The name of the key, user or team.</param>
/// <param name="TeamId">The team whose grants counted, or null.</param>
/// <param name="TeamName">Its name.</param>
/// <param name="ProxyId">The proxy.</param>
/// <param name="ProxyName">Its name.</param>
/// <param name="Model">The model asked about, or null.</param>
/// <param name="Reasons">The steps of the decision in their order; where it is a no, the last one says why.</param>
public sealed record ExplainView(
    bool Allowed, string Subject, string? TeamId, string? TeamName, string ProxyId, string ProxyName, string? Model, IReadOnlyList<AccessReason> Reasons);
