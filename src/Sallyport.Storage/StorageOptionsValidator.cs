using Microsoft.Extensions.Options;
using Sallyport.Storage.Databases;

namespace Sallyport.Storage;

/// <summary>Collects every fault of <see cref="StorageOptions"/>.</summary>
public sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            faults.Add("Storage:DataDirectory is empty: name a folder, for example 'data'.");
        }
        else if (File.Exists(options.DataDirectory))
        {
            faults.Add($"Storage:DataDirectory '{options.DataDirectory}' is a file: name a folder.");
        }

        if (!string.IsNullOrEmpty(options.Database))
        {
            AddDatabaseFaults(options.Database, faults);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void AddDatabaseFaults(string database, List<string> faults)
    {
        if (PostgreSqlAddress.IsPostgreSql(database))
        {
            // The value may hold a password, so the message names only what is wrong with it.
            if (PostgreSqlAddress.FindFault(database) is { } fault)
            {
                faults.Add($"Storage:Database is not a usable PostgreSQL address: {fault}");
            }

            return;
        }

        if (Directory.Exists(database))
        {
            faults.Add($"Storage:Database '{database}' is a folder: name a file, or a PostgreSQL address that starts with 'Host=' or 'postgres://'.");
        }
        else if (database.Contains("://", StringComparison.Ordinal) || database.Contains(';', StringComparison.Ordinal) || database.Contains("Data Source=", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add("Storage:Database is neither a SQLite file path nor a PostgreSQL address ('Host=…', 'postgres://…', 'postgresql://…').");
        }
    }
}
