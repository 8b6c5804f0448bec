using System.Text.RegularExpressions;
using Sallyport.Controls.Vault;
using Sallyport.Core.Api;
using Sallyport.Core.Proxies;
using Sallyport.Core.Upstream;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Outside;

/// <summary>Checks a detector as sent and collects every fault by member.</summary>
internal static partial class OutsideInputValidator
{
    /// <summary>Every fault of what was sent.</summary>
    /// <param name="input">As sent.</param>
    /// <param name="hasSecret">Whether a secret is stored already.</param>
    internal static FaultList Check(OutsideInput input, bool hasSecret)
    {
        var faults = new FaultList();
        faults.Require(PathName.IsValid(input.Name), "name", PathName.Rule);
        faults.Require(input.Kind is not null, "kind", "One of llm_judge, webhook.");
        if (!TargetRules.TryParse(input.Target, out _, out var fault))
        {
            faults.Add("target", $"The target {fault}");
        }

        var isJudge = input.Kind == OutsideKind.LlmJudge;
        faults.Require(!isJudge || input.Model is { Length: > 0 and <= OutsideInput.MaxText }, "model", "The model that judges, such as gpt-4o-mini.");
        faults.Require(isJudge || string.IsNullOrEmpty(input.Model), "model", "A webhook has no model; leave it out.");
        faults.Require(isJudge || string.IsNullOrEmpty(input.Instructions), "instructions", "A webhook is told nothing; leave them out.");
        faults.Require((input.Instructions?.Length ?? 0) <= OutsideInput.MaxInstructions, "instructions", $"At most {OutsideInput.MaxInstructions} characters.");
        faults.Require((input.Description?.Length ?? 0) <= OutsideInput.MaxText, "description", $"At most {OutsideInput.MaxText} characters.");
        Within(faults, "timeout_ms", input.TimeoutMs, OutsideInput.LeastTimeoutMs, OutsideInput.MostTimeoutMs);
        Within(faults, "max_characters", input.MaxCharacters, OutsideInput.LeastCharacters, OutsideInput.MostCharacters);
        Within(faults, "max_concurrent", input.MaxConcurrent, 1, OutsideInput.MostConcurrent);
        CheckCategories(input.Categories, faults);
        CheckAuth(input.Auth, hasSecret, faults);
        return faults;
    }

    private static void Within(FaultList faults, string member, int? value, int least, int most) =>
        faults.Require(value is null || (value >= least && value <= most), member, $"Between {least} and {most}, or left out.");

    private static void CheckCategories(IReadOnlyList<string>? categories, FaultList faults)
    {
        faults.Require(categories is null or { Count: > 0 }, "categories", "At least one, or left out.");
        foreach (var category in categories ?? [])
        {
            faults.Require(ThreatCategories.Contains(category), "categories", $"'{category}' is no category; known are {string.Join(", ", ThreatCategories.All)}.");
        }

        faults.Require(categories is null || categories.Distinct(StringComparer.Ordinal).Count() == categories.Count, "categories", "Each one once.");
    }

    private static void CheckAuth(OutsideAuthInput? auth, bool hasSecret, FaultList faults)
    {
        if (auth is null)
        {
            return;
        }

        var needsName = auth.Type == UpstreamAuthType.Header;
        faults.Require(!needsName || (auth.Name is not null && HeaderName().IsMatch(auth.Name) && HeaderRules.MayHoldCredential(auth.Name)), "auth.name", "The name of a header that may hold a credential, such as x-api-key.");
        faults.Require(auth.Secret is not null || hasSecret || auth.Type == UpstreamAuthType.None, "auth.secret", "The secret that this type sends; without one every question would fail.");
        if (auth.Secret is not null && CredentialAdmin.FindFault(auth.Secret) is { } fault)
        {
            faults.Add("auth.secret", fault);
        }
    }

    [GeneratedRegex("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex HeaderName();
}
