using Sallyport.Core.Access;
using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Access;

/// <summary>The models that a caller could use under a grant: the same decision as for a call.</summary>
internal sealed class GrantedModels(Caller caller, ProxyGrant? grant) : IModelFilter
{
    public bool Allows(string model) => AccessRules.AskModel(caller, grant, model, steps: null) is null;
}
