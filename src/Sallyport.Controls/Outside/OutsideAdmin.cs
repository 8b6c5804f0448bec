using System.Diagnostics;
using System.Text.Json;
using Sallyport.Controls.Guardrails;
using Sallyport.Controls.Vault;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Sallyport.Core.Upstream;
using Sallyport.Detection;

namespace Sallyport.Controls.Outside;

/// <summary>Changes outside detectors, each change stored with its audit entry and in force at once, and tries them out.</summary>
public sealed class OutsideAdmin(
    OutsideTable table, IOutsideStore store, CredentialAdmin credentials, CredentialTable secrets, PolicyTable policies, TimeProvider clock)
{
    private const int DefaultTimeoutMs = 5000;
    private const int DefaultCharacters = 20_000;
    private const int DefaultConcurrent = 16;

    private static readonly string[] DefaultCategories = ["prompt_injection", "jailbreak", "indirect_injection", "exfiltration", "system_prompt_leak", "toxicity"];

    internal IEnumerable<OutsideView> All => table.All.Values.OrderBy(detector => detector.Config.Name, StringComparer.Ordinal).Select(View);

    internal OutsideView? Find(string name) => table.Find(name) is { } detector ? View(detector) : null;

    internal async Task<(OutsideView? View, ApiProblem? Problem)> CreateAsync(OutsideInput input, RequestActor actor, CancellationToken cancellationToken)
    {
        if (OutsideInputValidator.Check(input, hasSecret: false) is { IsEmpty: false } faults)
        {
            return (null, faults.ToProblem());
        }

        var detector = ToConfig(input, null);
        var sealedSecret = Seal(input, detector);
        return await store.InsertAsync(detector, sealedSecret, Record("created", detector, sealedSecret, actor), cancellationToken)
            ? (await ReloadAsync(detector.Name, cancellationToken), null)
            : (null, ApiProblem.NameTaken("outside detector", detector.Name));
    }

    internal async Task<(OutsideView? View, ApiProblem? Problem)> UpdateAsync(string name, OutsideInput input, RequestActor actor, CancellationToken cancellationToken)
    {
        if (table.Find(name)?.Config is not { } old)
        {
            return (null, ApiProblem.NotFound("outside detector", name));
        }

        var faults = OutsideInputValidator.Check(input with { Name = input.Name ?? name }, hasSecret: old.Auth.CredentialId is not null);
        faults.Require(input.Name is null || input.Name == name, "name", "The name cannot be changed, since policies ask for it; make another detector.");
        faults.Require(!WouldMoveSecret(input, old), "auth.secret", "The target is another server now: enter its secret again. The stored one is not sent to a server it was not entered for.");
        if (!faults.IsEmpty)
        {
            return (null, faults.ToProblem());
        }

        var detector = ToConfig(input with { Name = name }, old);
        var sealedSecret = Seal(input, detector);
        return await store.UpdateAsync(detector, sealedSecret, Record("updated", detector, sealedSecret, actor), cancellationToken)
            ? (await ReloadAsync(name, cancellationToken), null)
            : (null, ApiProblem.NotFound("outside detector", name));
    }

    internal async Task<ApiProblem?> DeleteAsync(string name, RequestActor actor, CancellationToken cancellationToken)
    {
        if (PoliciesOf(name) is [var policy, ..])
        {
            return ApiProblem.Of(409, "detector_in_use", $"Policy '{policy}' asks the outside detector '{name}'; take it out of the policy first.");
        }

        if (!await store.DeleteAsync(name, actor.Entry(clock.GetUtcNow(), "outside_detector.deleted", "outside_detector", name, name), cancellationToken))
        {
            return ApiProblem.NotFound("outside detector", name);
        }

        await ReloadAsync(name, cancellationToken);
        return null;
    }

    /// <summary>Asks a detector about a text, also while it rests.</summary>
    internal async Task<(OutsideTestView? View, ApiProblem? Problem)> TestAsync(string name, OutsideTestInput input, string requestId, CancellationToken cancellationToken)
    {
        if (table.Find(name) is not { } detector)
        {
            return (null, ApiProblem.NotFound("outside detector", name));
        }

        var faults = new FaultList();
        faults.Require(input.Text is { Length: > 0 } given && given.Length <= detector.Config.MaxCharacters, "text", $"1 to {detector.Config.MaxCharacters} characters.");
        if (!faults.IsEmpty)
        {
            return (null, faults.ToProblem());
        }

        IReadOnlyList<OutsideText> texts = [new OutsideText(TextRole.User, input.Text ?? "")];
        texts = input.Unmasked == true ? texts : OutgoingTexts.Mask(texts, policies.Engine);
        var started = Stopwatch.GetTimestamp();
        var answer = await detector.AskAsync(new OutsideQuestion(requestId, input.Direction ?? ScanDirection.Input, texts), isTrial: true, cancellationToken);
        return (new OutsideTestView(
            answer.Verdict is { } verdict ? verdict.Category is not null : null,
            answer.Verdict?.Category,
            answer.Verdict?.Score,
            answer.Verdict?.Reason,
            answer.Fault,
            answer.Detail,
            Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1),
            answer.InputTokens,
            answer.OutputTokens,
            answer.CostUsd,
            texts[0].Text), null);
    }

    private OutsideView View(GuardedDetector detector) => OutsideView.Of(
        detector, detector.Config.Auth.CredentialId is { } id ? credentials.Describe(id) : null, PoliciesOf(detector.Config.Name));

    private List<string> PoliciesOf(string detector) =>
        [.. policies.Packs.Values.Where(pack => pack.Outside.Any(check => check.Detector == detector)).Select(pack => pack.Name).Order(StringComparer.Ordinal)];

    private async Task<OutsideView?> ReloadAsync(string name, CancellationToken cancellationToken)
    {
        await secrets.ReloadAsync(cancellationToken);
        await table.ReloadAsync(cancellationToken);
        return Find(name);
    }

    // Secrets are write-only: pointing the detector at a server of one's own must not read one back.
    private static bool WouldMoveSecret(OutsideInput input, OutsideConfig old) =>
        old.Auth.CredentialId is not null
        && input.Auth is null or { Secret: null, Type: not UpstreamAuthType.None }
        && TargetRules.IsElsewhere(input.Target, old.Target);

    private OutsideConfig ToConfig(OutsideInput input, OutsideConfig? old)
    {
        var now = clock.GetUtcNow();
        return new OutsideConfig
        {
            Name = input.Name!, // checked by OutsideInputValidator
            Kind = input.Kind ?? OutsideKind.Webhook,
            Target = TargetRules.TryParse(input.Target, out var target, out _) ? target : throw new ArgumentException("The input was not validated.", nameof(input)),
            Model = input.Model ?? "",
            Instructions = input.Instructions?.Trim() ?? "",
            Categories = input.Categories ?? DefaultCategories,
            Timeout = TimeSpan.FromMilliseconds(input.TimeoutMs ?? DefaultTimeoutMs),
            MaxCharacters = input.MaxCharacters ?? DefaultCharacters,
            MaxConcurrent = input.MaxConcurrent ?? DefaultConcurrent,
            Description = input.Description ?? "",
            Auth = ToAuth(input, old?.Auth),
            CreatedAt = old?.CreatedAt ?? now,
            UpdatedAt = now,
        };
    }

    private static UpstreamAuth ToAuth(OutsideInput input, UpstreamAuth? old) => input.Auth is not { } auth ? old ?? UpstreamAuth.None : new UpstreamAuth
    {
        Type = auth.Type,
        Name = auth.Type == UpstreamAuthType.Header ? auth.Name : null,
        CredentialId = auth.Type == UpstreamAuthType.None ? null : auth.Secret is not null ? OutsideConfig.SecretIdOf(input.Name!) : old?.CredentialId,
    };

    private SealedCredential? Seal(OutsideInput input, OutsideConfig detector) =>
        input.Auth?.Secret is { } secret && detector.Auth.CredentialId is { } id ? credentials.Seal(id, secret, detector.Target) : null;

    private static IReadOnlyList<AuditEntry> Record(string what, OutsideConfig detector, SealedCredential? secret, RequestActor actor)
    {
        var details = JsonSerializer.Serialize(
            new
            {
                detector.Kind,
                target = detector.Target.ToString(),
                detector.Model,
                detector.Instructions,
                detector.Categories,
                timeout_ms = detector.Timeout.TotalMilliseconds,
                detector.MaxCharacters,
                detector.MaxConcurrent,
                auth = detector.Auth.Type,
                has_secret = detector.Auth.CredentialId is not null,
            },
            ApiJson.Options);
        var entry = actor.Entry(detector.UpdatedAt, $"outside_detector.{what}", "outside_detector", detector.Name, detector.Name) with { Details = details };
        return secret is null ? [entry] : [actor.Entry(detector.UpdatedAt, $"credential.{what}", "outside_detector", detector.Name, detector.Name), entry];
    }
}
