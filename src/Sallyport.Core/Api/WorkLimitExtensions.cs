using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Sallyport.Core.Limits;

namespace Sallyport.Core.Api;

/// <summary>Bounds for costly management endpoints.</summary>
public static class WorkLimitExtensions
{
    /// <summary>A place is held while a body comes, so a body must come: with less than this, a few trickling callers would hold all places.</summary>
    private static readonly MinDataRate BodyRate = new(bytesPerSecond: 64 * 1024, gracePeriod: TimeSpan.FromSeconds(5));

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Bounds an endpoint; endpoints that share a limit wait for each other.</summary>
    public static RouteHandlerBuilder WithWorkLimit(this RouteHandlerBuilder endpoint, WorkLimit limit) =>
        endpoint.WithMetadata(limit).AddEndpointFilter(new WorkLimitFilter(limit));

    /// <summary>
    /// Takes the place of a request to such an endpoint before its body is read: what is refused has cost no memory, and no more bodies are
    /// in memory than there are places. Comes after authorization, so that strangers get no place.
    /// </summary>
    public static IApplicationBuilder UseWorkLimits(this IApplicationBuilder app) => app.Use((http, next) =>
        http.GetEndpoint()?.Metadata.GetMetadata<WorkLimit>() is { } limit ? InvokeAsync(http, limit, next) : next(http));

    private static async Task InvokeAsync(HttpContext http, WorkLimit limit, RequestDelegate next)
    {
        using var place = limit.TryJoin();
        if (place is null)
        {
            await ApiProblem.Busy().ExecuteAsync(http);
            return;
        }

        http.Features.Set(place);
        using var deadline = new CancellationTokenSource();
        if (HttpProtocol.IsHttp11(http.Request.Protocol) && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = BodyRate;
        }
        else if (HttpMethods.IsPost(http.Request.Method))
        {
            // Streams of one HTTP/2 connection have no rate of their own: there the whole request has its time.
            deadline.Token.UnsafeRegister(static request => ((HttpContext?)request)?.Abort(), http);
            deadline.CancelAfter(Longest);
        }

        await next(http);
    }
}
