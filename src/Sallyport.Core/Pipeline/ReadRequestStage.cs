using Sallyport.Core.Exchanges;

namespace Sallyport.Core.Pipeline;

/// <summary>Lets the plane read the body. After authentication and rate limit, so that strangers cannot make the gateway buffer anything.</summary>
public sealed class ReadRequestStage : IRequestStage
{
    /// <inheritdoc />
    public ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken) =>
        exchange.Plane is { } plane
            ? plane.ReadRequestAsync(exchange, cancellationToken)
            : new(new Denial(DenialCode.ProxyNotFound, 404, "No plane serves this path."));
}
