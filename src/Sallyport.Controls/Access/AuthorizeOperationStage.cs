using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;

namespace Sallyport.Controls.Access;

/// <summary>
/// May the caller use this model? What the grant or the key does not name is refused before a guard reads the text. Lists of models pass
/// and are cut to what a call would be let through for.
/// </summary>
public sealed class AuthorizeOperationStage : IRequestStage
{
    /// <summary>The operation that lists models, and with a subject shows one.</summary>
    private const string List = "models";

    /// <inheritdoc />
    public ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var (caller, grant) = (exchange.Caller, exchange.Get(AuthorizeProxyStage.Grant));
        if (grant is null or { IsForEveryModel: true } && caller.Scope is null or { Models.Count: 0 })
        {
            return default;
        }

        var operation = exchange.Operation;
        if (operation is { Name: List, Subject.Length: 0 })
        {
            exchange.Models = new GrantedModels(caller, grant);
            return default;
        }

        return new(AccessRules.AskModel(caller, grant, operation?.Subject ?? "", steps: null));
    }
}
