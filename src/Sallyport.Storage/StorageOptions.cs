using Sallyport.Storage.Databases;

namespace Sallyport.Storage;

/// <summary>Where state is kept.</summary>
public sealed class StorageOptions
{
    /// <summary>
    /// The path of a SQLite file, or a PostgreSQL address that starts with <c>Host=</c>, <c>postgres://</c> or
    /// <c>postgresql://</c>. Null or empty (the default): <c>sallyport.db</c> in <see cref="DataDirectory"/>.
    /// </summary>
    public string? Database { get; set; }

    /// <summary>Whether <see cref="Database"/> names a PostgreSQL database.</summary>
    public bool IsPostgreSql => Database is { Length: > 0 } address && PostgreSqlAddress.IsPostgreSql(address);

    /// <summary>The folder for the database, its backups and keys. Default <c>data</c> in the working directory; made with mode 0700.</summary>
    public string DataDirectory { get; set; } = "data";
}
