using Sallyport.Core.Exchanges;

namespace Sallyport.Core.Pipeline;

/// <summary>One step on the way to the upstream. A singleton; keeps the request's state in the <see cref="Exchange"/> only.</summary>
public interface IRequestStage
{
    /// <summary>Does the step. Null means continue; a denial ends the exchange before the upstream is reached.</summary>
    ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken);
}
