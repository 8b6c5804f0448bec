using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Controls.Audit.Days;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Core.Limits;

namespace Sallyport.Controls.Audit.Exporting;

/// <summary>Exports of the trail in the management API.</summary>
internal static class AuditExportEndpoints
{
    /// <summary>Maps <c>audit/export</c> under the audit's own authorization: whoever may read the trail may take it along; the exchanges in it only who may see those.</summary>
    internal static void MapAuditExport(this RouteGroupBuilder group) => group
        .MapGet("/audit/export", ExportAsync)
        .WithWorkLimit(new WorkLimit(running: 2, waiting: 2))
        .Produces<string>(StatusCodes.Status200OK, "application/x-ndjson", "text/csv")
        .WithSummary("The trail as JSON Lines or CSV, by the filters of the lists or as whole days that verify")
        .WithDescription("An export with exchanges, which whole days always are, needs events:read as well; exchanges=false leaves them out.");

    private static async Task<Results<PushStreamHttpResult, ApiProblem>> ExportAsync(
        [AsParameters] AuditFilter filter,
        [AsParameters] AuditExportRequest request,
        AuditExport export,
        IAuditDayStore days,
        IAuditLog log,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        var query = filter.ToQuery(request.Exchanges);
        var isCsv = request.Format == "csv";
        var isWhole = request.FirstDay is not null || request.LastDay is not null;
        if (request.Format is not (null or "" or "csv" or "jsonl") || (isWhole && (isCsv || query != new AuditQuery())))
        {
            return ApiProblem.Invalid(new Dictionary<string, string[]>
            {
                ["format"] = ["must be jsonl or csv; whole days are exported as jsonl and without filters."],
            });
        }

        if ((isWhole || request.Exchanges != false) && !Rights.Of(http).Has(Permissions.EventsRead))
        {
            return ApiProblem.Of(StatusCodes.Status403Forbidden, "forbidden", $"This export holds exchanges, and your role lacks the permission {Permissions.EventsRead}. Ask for exchanges=false, without whole days.");
        }

        IReadOnlyList<AuditDay> chosen = isWhole
            ? [.. (await days.ListClosedAsync(cancellationToken)).Where(day => !(day.Date < request.FirstDay) && !(day.Date > request.LastDay))]
            : [];
        if (isWhole && chosen.Count == 0)
        {
            return ApiProblem.Of(StatusCodes.Status404NotFound, "not_found", "There is no closed day with records in that time; the open day is exported when it is over.");
        }

        // Who took a copy of the trail belongs into it.
        await log.AppendAsync(RequestActor.From(http).Entry(clock.GetUtcNow(), "audit.exported", "audit", "trail", "trail") with
        {
            Details = AuditDetails.Of(new { format = isCsv ? "csv" : "jsonl", request.FirstDay, request.LastDay, filter = http.Request.QueryString.Value }),
        });
        await log.FlushAsync(cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        Func<Stream, Task> write = isWhole ? stream => export.WriteDaysAsync(chosen, stream, cancellationToken)
            : isCsv ? stream => export.WriteCsvAsync(query, stream, cancellationToken)
            : stream => export.WriteLinesAsync(query, stream, cancellationToken);
        return TypedResults.Stream(write, isCsv ? "text/csv" : "application/x-ndjson", $"sallyport-audit.{(isCsv ? "csv" : "jsonl")}");
    }
}
