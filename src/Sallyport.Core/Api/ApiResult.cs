using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Sallyport.Core.Api;

/// <summary>Successful answers of the management API.</summary>
public static class ApiResult
{
    /// <summary>200 with the payload in its envelope.</summary>
    public static Ok<ApiEnvelope<T>> Ok<T>(T payload, string? message = null) =>
        TypedResults.Ok(new ApiEnvelope<T>(true, payload, message));

    /// <summary>201 with the payload in its envelope and the place of the new thing.</summary>
    public static Created<ApiEnvelope<T>> Created<T>(string location, T payload, string? message = null) =>
        TypedResults.Created(location, new ApiEnvelope<T>(true, payload, message));

    /// <summary>200 without a payload.</summary>
    public static Ok<ApiEnvelope<object?>> Done(string? message = null) =>
        TypedResults.Ok(new ApiEnvelope<object?>(true, null, message));
}
