using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Access;
using Sallyport.Core.Api;

namespace Sallyport.Controls.Access;

/// <summary>Why somebody may, or may not, use something.</summary>
public static class AccessAdminEndpoints
{
    /// <summary>Maps <c>/authz/explain</c>; the host gives the prefix.</summary>
    public static RouteGroupBuilder MapAccessAdmin(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/authz").WithTags("Access").WithMetadata(RequestBodyLimit.Small).RequireAuthorization(Permissions.AccessExplain);
        group.MapPost("/explain", Explain).WithSummary("Whether a key, user or team may use a proxy and model, with every step of the decision");
        return group;
    }

    private static Results<Ok<ApiEnvelope<ExplainView>>, ApiProblem> Explain(ExplainRequest body, HttpContext http, AccessExplainer explainer)
    {
        var faults = body.FindFaults();
        if (!faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        if (explainer.FindSubject(body) is not { } subject)
        {
            return ApiProblem.NotFound("key, user or team", body.KeyId ?? body.UserId ?? body.TeamId ?? "");
        }

        return explainer.FindProxy(body.Proxy ?? "") is { } proxy
            ? ApiResult.Ok(explainer.Explain(subject, proxy, string.IsNullOrEmpty(body.Model) ? null : body.Model, Rights.Of(http)))
            : ApiProblem.NotFound("proxy", body.Proxy ?? "");
    }
}
