using Sallyport.Controls.Guardrails;
using Sallyport.Core.Api;

namespace Sallyport.Controls.Policies;

/// <summary>Finds the policy that a call is about.</summary>
internal static class DraftReader
{
    /// <summary>The policy, or null with the reason among the faults.</summary>
    internal static ReadPolicy? Read(PolicyDraft draft, PolicyTable policies, FaultList faults)
    {
        if (draft.Document is { } document)
        {
            var read = PolicyReader.Read(document, policies.Library);
            read.Faults.ToList().ForEach(fault => faults.Add("document", fault));
            return read.Pack is null ? null : read;
        }

        if (draft.Policy is { } name && policies.Packs.TryGetValue(name, out var pack))
        {
            return new ReadPolicy(pack, policies.Stored.TryGetValue(name, out var stored) ? stored.Json : PolicyDocument.Write(PolicyDocument.Of(pack)), [], []);
        }

        faults.Add("policy", draft.Policy is null ? "Name a policy, or give a document." : $"There is no policy '{draft.Policy}' in force.");
        return null;
    }
}
