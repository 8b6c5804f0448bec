using System.Text.RegularExpressions;
using Sallyport.Controls.Guardrails;
using Sallyport.Controls.Vault;
using Sallyport.Core.Api;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;
using Sallyport.Core.Upstream;

namespace Sallyport.Admin.Proxies;

/// <summary>Checks a proxy as sent and collects every fault by member.</summary>
internal static partial class ProxyInputValidator
{
    internal const int MaxDescription = 500;
    internal const int MaxPolicies = 20;

    internal static FaultList Check(ProxyInput input, PolicyTable policies)
    {
        var faults = new FaultList();
        faults.Require(PathName.IsValid(input.Name), "name", PathName.Rule);
        faults.Require(input.Kind == PlaneKind.Llm, "kind", "Only 'llm' is supported.");
        faults.Require(input.Provider is not null, "provider", "One of openai, anthropic, openai_compatible.");
        if (!TargetRules.TryParse(input.Target, out _, out var fault))
        {
            faults.Add("target", $"The target {fault}");
        }

        faults.Require(input.Port is null or (>= 1024 and <= 65535), "port", "Between 1024 and 65535, or left out.");
        faults.Require((input.Description?.Length ?? 0) <= MaxDescription, "description", $"At most {MaxDescription} characters.");
        faults.Require((input.Policies?.Count ?? 0) <= MaxPolicies, "policies", $"At most {MaxPolicies}.");
        foreach (var policy in input.Policies ?? [])
        {
            faults.Require(policies.Packs.ContainsKey(policy), "policies", $"There is no policy '{policy}'.");
        }

        CheckAssignments(input.PolicyAssignments ?? [], input.Policies ?? [], faults);
        CheckAuth(input.Auth, faults);
        return faults;
    }

    private static void CheckAssignments(IReadOnlyList<PolicyAssignment> assignments, IReadOnlyList<string> policies, FaultList faults)
    {
        foreach (var assignment in assignments)
        {
            faults.Require(policies.Contains(assignment.Policy), "policy_assignments", $"'{assignment.Policy}' is not among 'policies'.");
            faults.Require(assignment.RolloutPercent is >= 0 and <= 100, "policy_assignments", $"'rollout_percent' of '{assignment.Policy}' is from 0 to 100.");
        }

        faults.Require(assignments.DistinctBy(assignment => assignment.Policy).Count() == assignments.Count, "policy_assignments", "One for each policy.");
        faults.Require(
            assignments.Count(assignment => assignment.IsStaged()) <= TreatmentTable.MostStaged, "policy_assignments", $"At most {TreatmentTable.MostStaged} policies of a proxy are rolled out in stages at a time.");
    }

    private static void CheckAuth(ProxyAuthInput? auth, FaultList faults)
    {
        if (auth is null)
        {
            return;
        }

        faults.Require(auth.Type != UpstreamAuthType.Header || (auth.Name is not null && HeaderName().IsMatch(auth.Name)), "auth.name", "A header name such as x-api-key.");
        faults.Require(
            auth.Type != UpstreamAuthType.Header || auth.Name is null || HeaderRules.MayHoldCredential(auth.Name),
            "auth.name",
            $"'{auth.Name}' belongs to the message or the connection, not to a credential; choose the header the upstream's documentation names, such as x-api-key.");
        if (auth.Secret is not null && CredentialAdmin.FindFault(auth.Secret) is { } fault)
        {
            faults.Add("auth.secret", fault);
        }
    }

    [GeneratedRegex("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex HeaderName();
}
