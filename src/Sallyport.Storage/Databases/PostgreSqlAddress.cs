using System.Globalization;
using Npgsql;

namespace Sallyport.Storage.Databases;

/// <summary>Reads PostgreSQL addresses in both usual forms: key–value pairs and <c>postgres://</c> URIs.</summary>
internal static class PostgreSqlAddress
{
    /// <summary>Whether the setting names a PostgreSQL database rather than a SQLite file.</summary>
    public static bool IsPostgreSql(string database) =>
        database.StartsWith("Host=", StringComparison.OrdinalIgnoreCase)
        || database.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || database.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong with the address, without repeating it (it may hold a password); null when it can be used.</summary>
    public static string? FindFault(string database)
    {
        try
        {
            var builder = Parse(database);
            if (string.IsNullOrEmpty(builder.Host))
            {
                return "no host is named.";
            }

            return string.IsNullOrEmpty(builder.Database) ? "no database is named." : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return "it cannot be read; expected 'Host=…;Database=…;Username=…' or 'postgres://user:password@host:5432/database'.";
        }
    }

    /// <summary>The connection settings. Throws <see cref="ArgumentException"/> or <see cref="FormatException"/> when unreadable.</summary>
    public static NpgsqlConnectionStringBuilder Parse(string database)
    {
        if (database.StartsWith("Host=", StringComparison.OrdinalIgnoreCase))
        {
            return new NpgsqlConnectionStringBuilder(database);
        }

        var uri = new Uri(database);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.IsDefaultPort || uri.Port < 0 ? 5432 : uri.Port,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
        };
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            builder[Uri.UnescapeDataString(parts[0])] = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "";
        }

        return builder;
    }

    /// <summary>Host, port and database, for people: never the user or the password.</summary>
    public static string Describe(NpgsqlConnectionStringBuilder builder) =>
        string.Create(CultureInfo.InvariantCulture, $"{builder.Host}:{builder.Port}/{builder.Database}");
}
