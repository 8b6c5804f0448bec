namespace Sallyport.Controls.Access;

/// <summary>A team as shown to people.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Name">Unique name.</param>
/// <param name="Description">For people.</param>
/// <param name="Active">Whether its keys work.</param>
/// <param name="KeyCount">How many usable keys it has.</param>
/// <param name="Proxies">Its grants.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record TeamView(
    string Id, string Name, string Description, bool Active, int KeyCount, IReadOnlyList<GrantView> Proxies, DateTimeOffset CreatedAt);
