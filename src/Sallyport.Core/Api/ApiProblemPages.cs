using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Sallyport.Core.Api;

/// <summary>
/// Gives refusals that come from the framework, which have no body, the form of all others: unreadable JSON, unknown path, wrong
/// method, wrong media type, oversize, and faults of our own.
/// </summary>
public static class ApiProblemPages
{
    /// <summary>Adds it; before routing, and only where management requests pass.</summary>
    public static IApplicationBuilder UseApiProblems(this IApplicationBuilder app)
    {
        // The fault itself is logged by the middleware; strangers learn the request id only.
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = http => Explain(http.Response.StatusCode).ExecuteAsync(http) });
        app.UseStatusCodePages(context => Explain(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
        return app;
    }

    private static ApiProblem Explain(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ApiProblem.Of(status, "malformed_request", "The request cannot be read: check that the body is JSON of the documented form and query values have their type."),
        StatusCodes.Status404NotFound => ApiProblem.Of(status, "not_found", "There is nothing under this path."),
        StatusCodes.Status405MethodNotAllowed => ApiProblem.Of(status, "method_not_allowed", "The path exists, but not with this method; see the Allow header."),
        StatusCodes.Status413PayloadTooLarge => ApiProblem.Of(status, "request_too_large", "The body is larger than this endpoint accepts."),
        StatusCodes.Status415UnsupportedMediaType => ApiProblem.Of(status, "unsupported_media_type", "Send the body with 'Content-Type: application/json'."),
        < 500 => ApiProblem.Of(status, "refused", "The request was refused."),
        _ => ApiProblem.Of(status, "internal_error", "The gateway failed to process this request. The operator finds the cause under this request id in the log."),
    };
}
