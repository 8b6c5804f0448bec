using Sallyport.Core.Proxies;

namespace Sallyport.Planes.Llm;

/// <summary>Says what is probably wrong with a path that is not served. Names paths of the list only, never what the client sent.</summary>
internal static class NearMiss
{
    private const string Version = "/v1";

    /// <summary>One or two sentences.</summary>
    internal static string Explain(LlmProvider provider, string path)
    {
        if (LlmRoutes.Find(provider, Version + path) is { } unversioned)
        {
            return $"Did you mean {unversioned.Path}? Add {Version} to the client's base URL.";
        }

        if (path.StartsWith(Version + Version, StringComparison.Ordinal) && LlmRoutes.Find(provider, path[Version.Length..]) is { } doubled)
        {
            return $"Did you mean {doubled.Path}? The client adds {Version} itself: leave it out of its base URL.";
        }

        if (LlmRoutes.Find(provider, Tidy(path)) is { } untidy)
        {
            return $"Did you mean {untidy.Path}? Paths are compared to the letter.";
        }

        var isAnthropic = provider == LlmProvider.Anthropic;
        return LlmRoutes.Find(isAnthropic ? LlmProvider.OpenAi : LlmProvider.Anthropic, path) is not null
            ? $"It belongs to {(isAnthropic ? "OpenAI's API and this proxy speaks Anthropic's" : "Anthropic's API and this proxy speaks OpenAI's")}: use a proxy of the other provider."
            : "Its paths are those of the provider's API, such as /v1/models.";
    }

    private static string Tidy(string path) =>
        "/" + string.Join('/', path.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries));
}
