using Microsoft.AspNetCore.Http;
using Sallyport.Core.Limits;

namespace Sallyport.Core.Api;

/// <summary>
/// Endpoint filter that bounds how many requests a costly endpoint works on; what is beyond is answered 503 with <c>Retry-After</c>. The
/// place is the one taken before the body was read (<see cref="WorkLimitExtensions.UseWorkLimits"/>), where there is one.
/// </summary>
/// <param name="limit">The bound; endpoints that share one wait for each other.</param>
public sealed class WorkLimitFilter(WorkLimit limit) : IEndpointFilter
{
    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var place = context.HttpContext.Features.Get<WorkPlace>() ?? limit.TryJoin();
        if (place is null)
        {
            return ApiProblem.Busy();
        }

        await place.TurnAsync(context.HttpContext.RequestAborted);
        return await next(context);
    }
}
