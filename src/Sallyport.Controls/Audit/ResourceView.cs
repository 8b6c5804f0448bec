namespace Sallyport.Controls.Audit;

/// <summary>What a change acted on.</summary>
/// <param name="Type">proxy, api_key, team, user, policy, setting or session.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name at the time.</param>
public sealed record ResourceView(string Type, string Id, string Name);
