using Microsoft.AspNetCore.Http;
using Sallyport.Core.Exchanges;

namespace Sallyport.Planes.Llm;

/// <summary>The query parameters that may go to an upstream. A query is not inspected, so only known ones with plain values pass.</summary>
internal static class LlmQuery
{
    private static readonly string[] Harmless = ["limit", "after", "before_id", "after_id", "beta"];

    /// <summary>Refuses anything else.</summary>
    internal static Denial? Check(HttpRequest request)
    {
        if (!request.QueryString.HasValue)
        {
            return null;
        }

        foreach (var (name, values) in request.Query)
        {
            if (!Harmless.Contains(name, StringComparer.Ordinal) || values.Count != 1 || !LlmRoutes.IsId(values[0]))
            {
                return new Denial(DenialCode.RequestMalformed, 400, $"The query parameter '{Shorten(name)}' is not forwarded. Allowed, once each with a plain value: {string.Join(", ", Harmless)}.");
            }
        }

        return null;
    }

    /// <summary>Writes the checked parameters anew. The values are ids, so there is nothing to escape.</summary>
    internal static string Format(HttpRequest request) =>
        request.QueryString.HasValue && request.Query.Count > 0
            ? "?" + string.Join('&', request.Query.Select(parameter => $"{parameter.Key}={parameter.Value}"))
            : "";

    private static string Shorten(string name) => name.Length <= 32 ? name : name[..32] + "…";
}
