namespace Sallyport.Host.Configuration;

/// <summary>The environment variables with names of their own, and the keys they set.</summary>
internal static class NamedVariables
{
    private static readonly (string Variable, string Key)[] Map =
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

        var allowed = (Environment.GetEnvironmentVariable("SALLYPORT_ALLOW_PRIVATE_UPSTREAMS") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < allowed.Length; i++)
        {
            // Keys that no list in the file has: with its numbers, a shorter list here would leave the rest of the file's list standing.
            yield return new($"Upstream:AllowPrivate:variable{i}", allowed[i]);
        }
    }
}
