using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;

namespace Sallyport.Controls.Access;

/// <summary>May a narrowed key be used for this model? Only takes away: keys without a list of models pass at once.</summary>
public sealed class AuthorizeModelStage : IRequestStage
{
    /// <summary>Lists of models name none; they give names away and nothing else.</summary>
    private const string List = "models";

    /// <inheritdoc />
    public ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        if (exchange.Caller.Scope is not { Models.Count: > 0 } scope || exchange.Operation is not { } operation)
        {
            return default;
        }

        return scope.AllowsModel(operation.Subject) || (operation.Name == List && operation.Subject.Length == 0)
            ? default
            : new(new Denial(
                DenialCode.AccessDenied, 403, $"The key '{exchange.Caller.Name}' is not made for the model '{operation.Subject}'; whoever may change the key can add it."));
    }
}
