using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Sallyport.Identity.Authentication;

/// <summary>
/// Gives the management policies without the framework's cache per endpoint: filling it compiles every management endpoint before the
/// gateway serves its first exchange, which was a quarter of the start. Endpoints are compiled when the first management request comes.
/// </summary>
internal sealed class ManagementPolicyProvider(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public override bool AllowsCachingPolicies => false;
}
