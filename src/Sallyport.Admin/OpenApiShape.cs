using Microsoft.AspNetCore.OpenApi;

namespace Sallyport.Admin;

/// <summary>What the generated OpenAPI document says beyond the endpoints.</summary>
internal static class OpenApiShape
{
    internal static void Apply(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "Sallyport management API";
        document.Info.Description = "Answers are {success, data, message}; refusals are problem details (RFC 9457) with a stable code. Sign in with POST /api/v1/auth/login and send the token as a bearer token.";
        return Task.CompletedTask;
    });
}
