using Microsoft.AspNetCore.Http;

namespace Sallyport.Core.Api;

/// <summary>
/// A refusal of the management API as problem details (RFC 9457, July 2023) with the stable members <c>code</c>,
/// <c>request_id</c> and, for faults in the body, <c>errors</c>.
/// </summary>
public sealed class ApiProblem : IResult, IStatusCodeHttpResult
{
    private readonly TimeSpan? _retryAfter;

    private ApiProblem(int status, string code, string detail, IReadOnlyDictionary<string, string[]>? errors, TimeSpan? retryAfter)
    {
        Status = status;
        Code = code;
        Detail = detail;
        Errors = errors;
        _retryAfter = retryAfter;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The stable code, snake case.</summary>
    public string Code { get; }

    /// <summary>A sentence that names the thing and the remedy.</summary>
    public string Detail { get; }

    /// <summary>Faults by member of the body, or null.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; }

    /// <inheritdoc />
    public int? StatusCode => Status;

    /// <summary>A refusal with a stable code.</summary>
    public static ApiProblem Of(int status, string code, string detail) => new(status, code, detail, null, null);

    /// <summary>400 <c>validation_failed</c> with the faults by member.</summary>
    public static ApiProblem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(400, "validation_failed", "The request has faults; see errors.", errors, null);

    /// <summary>404 <c>not_found</c>.</summary>
    public static ApiProblem NotFound(string thing, string id) => Of(404, "not_found", $"There is no {thing} '{id}'.");

    /// <summary>409 <c>name_taken</c>.</summary>
    public static ApiProblem NameTaken(string thing, string name) =>
        Of(409, "name_taken", $"Another {thing} is called '{name}'; choose another name.");

    /// <summary>429 <c>too_many_failures</c> with <c>Retry-After</c>.</summary>
    public static ApiProblem TooManyFailures(TimeSpan retryAfter) =>
        new(429, "too_many_failures", "Too many failed attempts; wait as long as Retry-After says.", null, retryAfter);

    /// <summary>503 <c>overloaded</c> with <c>Retry-After</c>: as many requests of this kind as may be are under way or waiting.</summary>
    public static ApiProblem Busy() =>
        new(503, "overloaded", "As many requests of this kind as the gateway works on at a time are under way; try again shortly.", null, TimeSpan.FromSeconds(1));

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (_retryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var body = new ApiProblemBody
        {
            Type = $"urn:sallyport:problem:{Code}",
            Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(Status),
            Status = Status,
            Detail = Detail,
            Code = Code,
            RequestId = httpContext.TraceIdentifier,
            Errors = Errors,
        };
        return response.WriteAsJsonAsync(body, ApiJson.Options, "application/problem+json", httpContext.RequestAborted);
    }
}
