namespace Sallyport.Controls.Audit;

/// <summary>A caller as lists show it.</summary>
/// <param name="Type">api_key, user or nobody.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name at the time.</param>
/// <param name="Team">Its team's id, or null.</param>
public sealed record CallerView(string Type, string Id, string Name, string? Team);
