using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Authentication;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Mfa;

/// <summary>A signed-in person's own second factor.</summary>
internal static class OwnSecondFactorEndpoints
{
    private const string Issuer = "Sallyport";

    internal static void MapOwnSecondFactor(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/mfa").RequireAuthorization(ApiPolicies.SignedIn);
        group.MapGet("", ReadAsync).WithSummary("The state of the own second factor");
        group.MapPost("/totp", BeginAsync).WithSummary("Make a secret for an authenticator app; it counts after its confirmation");
        group.MapPost("/totp/confirm", ConfirmAsync).WithSummary("Confirm the authenticator by a code of it; the recovery codes are shown once, other sessions end");
        group.MapPost("/totp/remove", RemoveAsync).WithSummary("Sign in without a code from now on");
        group.MapPost("/recovery-codes", RenewCodesAsync).WithSummary("Make new recovery codes in place of all others");
    }

    private static async Task<Ok<ApiEnvelope<MfaView>>> ReadAsync(
        HttpContext http, SecondFactor factor, SignInDuties duties, CancellationToken cancellationToken)
    {
        var user = ManagementSession.Of(http).User;
        var enabledAt = (await factor.FindAsync(user.Id, cancellationToken))?.ConfirmedAt;
        var left = await factor.CountCodesAsync(user.Id, cancellationToken);
        return ApiResult.Ok(new MfaView(enabledAt is not null, duties.NeedsSecondFactor(user), enabledAt, left));
    }

    private static async Task<Results<Ok<ApiEnvelope<TotpEnrolmentView>>, ApiProblem>> BeginAsync(
        PasswordProofRequest body, HttpContext http, OwnPassword password, SecondFactor factor, CancellationToken cancellationToken)
    {
        var user = ManagementSession.Of(http).User;
        var actor = RequestActor.From(http);
        if (user.HasSecondFactor)
        {
            return AlreadyEnabled();
        }

        if (await password.FindRefusalAsync(user.Id, body.CurrentPassword ?? "", null, actor, cancellationToken) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (await factor.BeginAsync(user, actor, cancellationToken) is not { } secret)
        {
            return AlreadyEnabled();
        }

        http.Response.Headers.CacheControl = "no-store";
        var uri = $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(user.Name)}?secret={secret}&issuer={Issuer}&algorithm=SHA1&digits={Totp.Digits}&period={Totp.StepSeconds}";
        return ApiResult.Ok(new TotpEnrolmentView(secret, uri));
    }

    private static async Task<Results<Ok<ApiEnvelope<RecoveryCodesView>>, ApiProblem>> ConfirmAsync(
        CodeRequest body, HttpContext http, SecondFactorConfirmation confirmation, UserSessions sessions, CancellationToken cancellationToken)
    {
        var active = ManagementSession.Of(http);
        var actor = RequestActor.From(http);
        var (codes, refusal) = await confirmation.ConfirmAsync(active.User, body.Code ?? "", actor, cancellationToken);
        if (codes is null)
        {
            return refusal?.ToProblem() ?? ApiProblem.Of(
                400, "invalid_mfa_code", "The code does not fit the secret just made, or there is none to confirm (any more); is the clock of the device right?");
        }

        // Whoever signed in without the factor before should not stay.
        await sessions.EndOthersAsync(active.User, active.Session.Id, actor, cancellationToken);
        return Show(http, codes);
    }

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> RemoveAsync(
        PasswordProofRequest body, HttpContext http, OwnPassword password, SecondFactor factor, CancellationToken cancellationToken)
    {
        var user = ManagementSession.Of(http).User;
        var actor = RequestActor.From(http);
        if (!user.HasSecondFactor)
        {
            return NotEnabled();
        }

        if (await password.FindRefusalAsync(user.Id, body.CurrentPassword ?? "", body.Code ?? "", actor, cancellationToken) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await factor.RemoveAsync(user, "auth.mfa.disabled", actor, cancellationToken);
        return ApiResult.Done("Sign-in no longer asks for a code.");
    }

    private static async Task<Results<Ok<ApiEnvelope<RecoveryCodesView>>, ApiProblem>> RenewCodesAsync(
        PasswordProofRequest body, HttpContext http, OwnPassword password, SecondFactor factor, CancellationToken cancellationToken)
    {
        var user = ManagementSession.Of(http).User;
        var actor = RequestActor.From(http);
        if (!user.HasSecondFactor)
        {
            return NotEnabled();
        }

        if (await password.FindRefusalAsync(user.Id, body.CurrentPassword ?? "", body.Code ?? "", actor, cancellationToken) is { } refusal)
        {
            return refusal.ToProblem();
        }

        return await factor.RenewCodesAsync(user, actor, cancellationToken) is { } codes ? Show(http, codes) : NotEnabled();
    }

    private static Ok<ApiEnvelope<RecoveryCodesView>> Show(HttpContext http, IReadOnlyList<string> codes)
    {
        http.Response.Headers.CacheControl = "no-store";
        return ApiResult.Ok(new RecoveryCodesView(codes), "Keep the codes now; they are not shown again.");
    }

    private static ApiProblem AlreadyEnabled() => ApiProblem.Of(409, "mfa_enabled", "The second factor is enabled already; remove it first to change the device.");

    private static ApiProblem NotEnabled() => ApiProblem.Of(409, "mfa_not_enabled", "There is no second factor; enable it with POST /api/v1/auth/mfa/totp.");
}
