using Microsoft.AspNetCore.Http;
using Sallyport.Core.Api;

namespace Sallyport.Core.Auditing;

/// <summary>Who asks for a management change, and from where.</summary>
/// <param name="Type"><c>user</c>, <c>system</c> or <c>nobody</c>.</param>
/// <param name="Id">The user's id, or empty.</param>
/// <param name="Name">The user's name, or empty.</param>
/// <param name="SourceIp">The peer's address, or empty.</param>
/// <param name="RequestId">Joins the audit entry with the response's <c>X-Request-Id</c>.</param>
public sealed record RequestActor(string Type, string Id, string Name, string SourceIp, string RequestId)
{
    /// <summary>The gateway itself, for changes at start-up.</summary>
    public static RequestActor System { get; } = new("system", "", "sallyport", "", "");

    /// <summary>The signed-in person of a request, or nobody.</summary>
    public static RequestActor From(HttpContext http)
    {
        var id = http.User.FindFirst(ApiClaims.UserId)?.Value;
        var name = http.User.FindFirst(ApiClaims.UserName)?.Value ?? "";
        return new RequestActor(id is null ? "nobody" : "user", id ?? "", name, SourceAddress.Of(http), http.TraceIdentifier);
    }

    /// <summary>The same request, by this user: for sign-in, where the request begins without one.</summary>
    public RequestActor As(string userId, string userName) => this with { Type = "user", Id = userId, Name = userName };

    /// <summary>An entry of a successful change; change <c>Result</c> and <c>Details</c> with <c>with</c>.</summary>
    public AuditEntry Entry(DateTimeOffset time, string eventType, string resourceType, string resourceId, string resourceName) => new()
    {
        Time = time,
        EventType = eventType,
        RequestId = RequestId,
        ActorType = Type,
        ActorId = Id,
        ActorName = Name,
        ResourceType = resourceType,
        ResourceId = resourceId,
        ResourceName = resourceName,
        Result = "success",
        SourceIp = SourceIp,
    };
}
