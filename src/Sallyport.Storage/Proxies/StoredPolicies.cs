using System.Text.Json;
using System.Text.Json.Nodes;
using Sallyport.Core.Api;
using Sallyport.Core.Proxies;

namespace Sallyport.Storage.Proxies;

/// <summary>A proxy's policies as one JSON array: a name for each, or an object where one is not enforced for everybody in every direction.</summary>
internal static class StoredPolicies
{
    internal static string Write(ProxyConfig proxy)
    {
        var assigned = proxy.PolicyAssignments.ToDictionary(assignment => assignment.Policy, StringComparer.Ordinal);
        return new JsonArray([.. proxy.Policies.Select(name => assigned.TryGetValue(name, out var assignment)
            ? JsonSerializer.SerializeToNode(assignment, ApiJson.Options)
            : JsonValue.Create(name))]).ToJsonString();
    }

    internal static (IReadOnlyList<string> Names, IReadOnlyList<PolicyAssignment> Assignments) Read(string json)
    {
        List<string> names = [];
        List<PolicyAssignment> assignments = [];
        using var document = JsonDocument.Parse(json);
        foreach (var item in document.RootElement.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && item.Deserialize<PolicyAssignment>(ApiJson.Options) is { } assignment)
            {
                if (!names.Contains(assignment.Policy))
                {
                    assignments.Add(assignment);
                }

                names.Add(assignment.Policy);
            }
            else if (item.GetString() is { } name)
            {
                names.Add(name);
            }
        }

        return (names, assignments);
    }
}
