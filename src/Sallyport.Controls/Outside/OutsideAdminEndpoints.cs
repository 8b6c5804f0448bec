using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Outside;

/// <summary>Outside detectors in the management API.</summary>
public static class OutsideAdminEndpoints
{
    // A question of the longest kind, with room for its escapes.
    private static readonly RequestBodyLimit TestLimit = new(8 * OutsideInput.MostCharacters);

    private static readonly Dictionary<string, Func<OutsideView, IComparable?>> Sorts = new(StringComparer.Ordinal)
    {
        ["name"] = detector => detector.Name,
        ["created_at"] = detector => detector.CreatedAt,
        ["updated_at"] = detector => detector.UpdatedAt,
    };

    /// <summary>Maps <c>outside-detectors</c>; the host gives the prefix.</summary>
    public static RouteGroupBuilder MapOutsideAdmin(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/outside-detectors").WithTags("Outside detectors").WithMetadata(RequestBodyLimit.Small);
        var read = group.MapGroup("").RequireAuthorization(Permissions.DetectorsRead);
        read.MapGet("", List).WithMetadata(new SortMembers(Sorts.Keys)).WithSummary("All outside detectors");
        read.MapGet("/{name}", Find).WithSummary("One outside detector");
        group.MapPost("/{name}/test", TestAsync).RequireAuthorization(Permissions.DetectorsTest).WithMetadata(TestLimit).WithSummary("Ask an outside detector about a text; what it answers is shown and not recorded");
        var change = group.MapGroup("").RequireAuthorization(Permissions.DetectorsWrite);
        change.MapPost("", CreateAsync).WithSummary("Make an outside detector");
        change.MapPut("/{name}", UpdateAsync).WithSummary("Replace an outside detector");
        change.MapDelete("/{name}", DeleteAsync).WithSummary("Remove an outside detector that no policy asks, with its secret");
        return group;
    }

    private static Ok<ApiEnvelope<PagedList<OutsideView>>> List([AsParameters] PageRequest page, OutsideAdmin admin) =>
        ApiResult.Ok(PagedList.From(admin.All, page, detector => $"{detector.Name} {detector.Target} {detector.Description}", Sorts));

    private static Results<Ok<ApiEnvelope<OutsideView>>, ApiProblem> Find(string name, OutsideAdmin admin) =>
        admin.Find(name) is { } detector ? ApiResult.Ok(detector) : ApiProblem.NotFound("outside detector", name);

    private static async Task<Results<Created<ApiEnvelope<OutsideView>>, ApiProblem>> CreateAsync(
        OutsideInput input, OutsideAdmin admin, HttpContext http, CancellationToken cancellationToken)
    {
        var (view, problem) = await admin.CreateAsync(input, RequestActor.From(http), cancellationToken);
        return problem is not null ? problem : ApiResult.Created($"/api/v1/outside-detectors/{input.Name}", view!); // set when there is no problem
    }

    private static async Task<Results<Ok<ApiEnvelope<OutsideView>>, ApiProblem>> UpdateAsync(
        string name, OutsideInput input, OutsideAdmin admin, HttpContext http, CancellationToken cancellationToken)
    {
        var (view, problem) = await admin.UpdateAsync(name, input, RequestActor.From(http), cancellationToken);
        return problem is not null ? problem : ApiResult.Ok(view!); // set when there is no problem
    }

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> DeleteAsync(
        string name, OutsideAdmin admin, HttpContext http, CancellationToken cancellationToken) =>
        await admin.DeleteAsync(name, RequestActor.From(http), cancellationToken) is { } problem ? problem : ApiResult.Done("The outside detector is removed.");

    private static async Task<Results<Ok<ApiEnvelope<OutsideTestView>>, ApiProblem>> TestAsync(
        string name, OutsideTestInput input, OutsideAdmin admin, HttpContext http, CancellationToken cancellationToken)
    {
        var (view, problem) = await admin.TestAsync(name, input, http.TraceIdentifier, cancellationToken);
        return problem is not null ? problem : ApiResult.Ok(view!); // set when there is no problem
    }
}
