namespace Sallyport.Storage.Databases;

/// <summary>The databases the gateway keeps its state in.</summary>
public enum DatabaseDialect
{
    /// <summary>One file, one machine.</summary>
    Sqlite,

    /// <summary>A server, shared by several gateways.</summary>
    PostgreSql,
}
