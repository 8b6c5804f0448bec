namespace Sallyport.Host.Configuration;

/// <summary>The environment variables with names of their own, and the keys they set.</summary>
internal static class NamedVariables
{
    internal const string AllowPrivate = "SALLYPORT_ALLOW_PRIVATE_UPSTREAMS";
    internal const string Config = "SALLYPORT_CONFIG";

    /// <summary>Variables that set one key each.</summary>
    internal static readonly IReadOnlyList<(string Variable, string Key)> Map =
    [
        ("SALLYPORT_DATA_DIR", "Storage:DataDirectory"),
        ("SALLYPORT_URLS", "Urls"),
        ("SALLYPORT_DATABASE", "Storage:Database"),
        ("SALLYPORT_MASTER_KEY", "Vault:MasterKey"),
        ("SALLYPORT_MASTER_KEY_FILE", "Vault:MasterKeyFile"),
        ("SALLYPORT_RULES_DIR", "Guardrails:RulesFolder"),
        ("SALLYPORT_ADMIN_PASSWORD", "Identity:AdminPassword"),
    ];

    internal static IEnumerable<KeyValuePair<string, string?>> Read()
    {
        foreach (var (variable, key) in Map)
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
            {
                yield return new(key, value);
            }
        }

        var allowed = (Environment.GetEnvironmentVariable(AllowPrivate) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < allowed.Length; i++)
        {
            // Keys that no list in the file has: with its numbers, a shorter list here would leave the rest of the file's list standing.
            yield return new($"Upstream:AllowPrivate:variable{i}", allowed[i]);
        }
    }

    /// <summary>
    /// Variables that look like settings and are none, such as a misspelt one. Kubernetes sets <c>SALLYPORT_PORT…</c> and
    /// <c>SALLYPORT_SERVICE_…</c> by itself beside a service of that name.
    /// </summary>
    internal static IReadOnlyList<string> FindUnknown(IEnumerable<string> variables) =>
    [
        .. variables
            .Where(name => name.StartsWith("SALLYPORT_", StringComparison.Ordinal) && !name.StartsWith("SALLYPORT__", StringComparison.Ordinal))
            .Where(name => !name.StartsWith("SALLYPORT_PORT", StringComparison.Ordinal) && !name.StartsWith("SALLYPORT_SERVICE_", StringComparison.Ordinal))
            .Where(name => name is not (AllowPrivate or Config) && Map.All(known => known.Variable != name))
            .Order(StringComparer.Ordinal),
    ];
}
