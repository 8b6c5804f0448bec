using System.Text.Json.Nodes;

namespace Sallyport.Controls.Policies;

/// <summary>One difference between two policies.</summary>
/// <param name="Path">The member, such as <c>actions.secret</c> or <c>rules[project-names].severity</c>.</param>
/// <param name="Kind">added, removed or changed.</param>
/// <param name="Before">What stood there; null where nothing did.</param>
/// <param name="After">What stands there now; null where nothing does.</param>
public sealed record PolicyChange(string Path, string Kind, JsonNode? Before, JsonNode? After);
