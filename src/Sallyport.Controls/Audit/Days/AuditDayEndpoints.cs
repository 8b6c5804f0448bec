using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Controls.Audit.Retention;
using Sallyport.Core.Api;

namespace Sallyport.Controls.Audit.Days;

/// <summary>The trail's days and keys in the management API.</summary>
internal static class AuditDayEndpoints
{
    private static readonly Dictionary<string, Func<AuditDayView, IComparable?>> Sorts = new(StringComparer.Ordinal)
    {
        ["day"] = day => day.Day,
        ["records"] = day => day.Records,
    };

    /// <summary>Maps <c>audit/days</c> and <c>audit/keys</c> under the audit's own authorization.</summary>
    internal static void MapAuditDays(this RouteGroupBuilder group)
    {
        group.MapGet("/audit/days", ListAsync).WithMetadata(new SortMembers(Sorts.Keys)).WithSummary("The days of the trail with their heads and signatures, newest first");
        group.MapGet("/audit/keys", KeysAsync).WithSummary("The public keys that signed the trail, PEM: for 'audit verify --public-key', kept where the database's administrators cannot change them");
    }

    private static async Task<Ok<ApiEnvelope<PagedList<AuditDayView>>>> ListAsync(
        [AsParameters] PageRequest page, IAuditDayStore store, IAuditRetentionStore retention, CancellationToken cancellationToken)
    {
        var holds = await retention.ListHoldsAsync(cancellationToken);
        var removed = (await retention.ListTombstonesAsync(cancellationToken)).ToLookup(tombstone => tombstone.Date);
        var days = (await store.ListClosedAsync(cancellationToken)).Reverse().Select(day => AuditDayView.Of(day, removed[day.Date], holds)).ToList();
        if (await store.FindOpenAsync(cancellationToken) is { } open)
        {
            days.Insert(0, AuditDayView.OfOpen(open, await store.FindCheckpointAsync(cancellationToken), holds));
        }

        return ApiResult.Ok(PagedList.From(days, page, day => day.Day, Sorts));
    }

    private static async Task<ContentHttpResult> KeysAsync(IAuditDayStore store, CancellationToken cancellationToken) => TypedResults.Text(
        string.Join('\n', (await store.ListKeysAsync(cancellationToken)).Select(key => key.PublicKey.Trim())) + "\n", "application/x-pem-file");
}
