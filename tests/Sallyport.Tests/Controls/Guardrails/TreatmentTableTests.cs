using System.Buffers;
using Microsoft.AspNetCore.Http;
using Sallyport.Controls.Guardrails;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Sallyport.Detection;
using Sallyport.Detection.Rules;
using Xunit;

namespace Sallyport.Tests.Controls.Guardrails;

public sealed class TreatmentTableTests
{
    private const int Callers = 2000;

    private static readonly RuleLibrary Library = RuleLibrary.LoadBuiltIn();
    private static readonly DetectionEngine Engine = DetectionEngine.Create(Library);
    private static readonly Dictionary<string, PolicyPack> Packs = Library.Packs.ToDictionary(pack => pack.Name);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(10, 140, 260)]
    [InlineData(50, 880, 1120)]
    [InlineData(99, 1950, 1999)]
    public void A_share_is_about_as_large_as_it_says(int percent, int least, int most)
    {
        var guard = Guard(new PolicyAssignment { Policy = "secrets-only", RolloutPercent = percent });

        Assert.InRange(Enumerable.Range(0, Callers).Count(caller => Acts(guard, $"key-{caller}")), least, most);
    }

    [Fact]
    public void Who_is_in_a_share_stays_in_it_when_it_grows()
    {
        var tenth = Guard(new PolicyAssignment { Policy = "secrets-only", RolloutPercent = 10 });
        var half = Guard(new PolicyAssignment { Policy = "secrets-only", RolloutPercent = 50 });

        Assert.All(Enumerable.Range(0, Callers).Select(caller => $"key-{caller}").Where(caller => Acts(tenth, caller)), caller => Assert.True(Acts(half, caller)));
    }

    [Fact]
    public void Two_policies_have_shares_of_their_own()
    {
        var guard = Guard(
            new PolicyAssignment { Policy = "secrets-only", RolloutPercent = 50 }, new PolicyAssignment { Policy = "llm-data-redaction", RolloutPercent = 50 });
        var treatments = Enumerable.Range(0, Callers).Select(caller => string.Join(',', Treatment(guard, $"key-{caller}").Enforced.Packs)).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(["", "llm-data-redaction", "secrets-only", "secrets-only,llm-data-redaction"], treatments);
    }

    [Fact]
    public void Whoever_is_outside_of_the_share_is_judged_in_shadow_mode()
    {
        var guard = Guard(new PolicyAssignment { Policy = "secrets-only", RolloutPercent = 0 });
        var treatment = Treatment(guard, "key-1");

        Assert.Empty(treatment.Enforced.Packs);
        Assert.Equal(["secrets-only"], treatment.Shadow?.Packs);
    }

    [Fact]
    public void A_conversation_keeps_its_treatment_and_another_may_have_the_other()
    {
        var guard = Guard(new PolicyAssignment { Policy = "secrets-only", RolloutPercent = 50, RolloutBy = RolloutUnit.Conversation });
        var firsts = Enumerable.Range(0, 100).Select(number => Treatment(guard, "key-1", ("Talk of " + number, TextRole.User)).Shadow is null).ToList();
        var laters = Enumerable.Range(0, 100).Select(number => Treatment(
            guard, "key-1", ("It is " + (number * 7), TextRole.System), ("Talk of " + number, TextRole.User), ("Gladly.", TextRole.Assistant), ("More.", TextRole.User)).Shadow is null).ToList();

        Assert.Equal(firsts, laters);
        Assert.Contains(true, firsts);
        Assert.Contains(false, firsts);
    }

    [Fact]
    public void A_proxy_whose_policies_all_act_for_everybody_has_one_treatment()
    {
        var guard = Guard(new PolicyAssignment { Policy = "secrets-only", Directions = [PolicyDirection.Input] });

        Assert.Null(guard.Treatments);
        Assert.True(guard.Policy?.IsActive(ScanDirection.Input));
        Assert.False(guard.Policy?.IsActive(ScanDirection.Output));
    }

    [Fact]
    public void A_missing_policy_refuses_everything_also_in_shadow_mode() =>
        Assert.Contains("does not exist", Guard(new PolicyAssignment { Policy = "no-such", Mode = PolicyEnforcement.Shadow }).Fault, StringComparison.Ordinal);

    [Fact]
    public void A_policy_that_is_not_applied_to_what_callers_send_masks_nothing() =>
        Assert.True(Guard(new PolicyAssignment { Policy = "llm-data-redaction", Directions = [PolicyDirection.Output] }).Policy?.Masking.IsEmpty);

    [Fact]
    public void Directions_are_those_of_rules() => Assert.Equal(Enum.GetNames<ScanDirection>(), Enum.GetNames<PolicyDirection>());

    private static bool Acts(ProxyGuard guard, string caller) => Treatment(guard, caller).Shadow is null;

    private static ProxyGuard Guard(params PolicyAssignment[] assignments) => GuardCompiler.Compile(new EngineShelf(Engine), [.. assignments.Select(assignment => assignment.Policy)], assignments, Packs);

    private static GuardTreatment Treatment(ProxyGuard guard, string caller, params (string Text, TextRole Role)[] messages)
    {
        using var exchange = new Exchange(new DefaultHttpContext(), "id", DateTimeOffset.UnixEpoch)
        {
            Caller = new Caller { Kind = CallerKind.ApiKey, Id = caller, Name = caller },
            Request = Request(messages),
        };
        return guard.Treatments?.For(exchange) ?? throw new InvalidOperationException("Every exchange gets the same.");
    }

    private static RequestContent Request((string Text, TextRole Role)[] messages) => new(ArrayPool<byte>.Shared.Rent(1), 0)
    {
        Segments = [.. messages.Select(message => new TextSegment { Role = message.Role, Text = message.Text.AsMemory() })],
    };
}
