using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Sallyport.Core.Api;

namespace Sallyport.Admin;

/// <summary>What the generated OpenAPI document says beyond the endpoints: who may call them, and how refusals look.</summary>
internal static class OpenApiShape
{
    private const string Scheme = "session";
    private const string Problem = "Problem";

    internal static void Apply(OpenApiOptions options)
    {
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(CompleteAsync);
        options.AddOperationTransformer(OpenApiParameters.DescribeAsync);
    }

    private static async Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "Sallyport management API";
        document.Info.Version = ProductVersion.Text;
        document.Info.Description = "Answers are {success, data, message}; refusals are problem details (RFC 9457) with a stable code. Sign in with POST /api/v1/auth/login and send the token as a bearer token.";
        document.AddComponent(Problem, await context.GetOrCreateSchemaAsync(typeof(ApiProblemBody), null, cancellationToken));
        document.AddComponent<IOpenApiSecurityScheme>(Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The token of POST /api/v1/auth/login. Browsers send it as a cookie instead, and with every change the header X-Sallyport-Csrf: 1.",
        });
        // Each operation stands under its tag; the order here is the order of the documentation.
        var operations = document.Paths.Values.Select(path => path.Operations).OfType<Dictionary<HttpMethod, OpenApiOperation>>().SelectMany(byMethod => byMethod.Values);
        document.Tags = operations.SelectMany(operation => operation.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(tag => tag.Name).Distinct(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name }).ToHashSet();
    }

    private static Task CompleteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Description = "Needs no sign-in.";
        }
        else if (metadata.OfType<IAuthorizeData>().LastOrDefault()?.Policy is { } policy)
        {
            operation.Description = policy switch
            {
                ApiPolicies.SignedIn => "Needs a sign-in.",
                _ => $"Needs the permission {policy}.",
            };
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        }

        operation.Responses ??= [];
        operation.Responses.TryAdd("default", new OpenApiResponse
        {
            Description = "A refusal.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Problem, context.Document) },
            },
        });
        return Task.CompletedTask;
    }
}
