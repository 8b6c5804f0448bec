using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Npgsql;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Databases;

/// <summary>A PostgreSQL database, shared by any number of gateways.</summary>
internal sealed class PostgreSqlDatabase : IDatabase, IAsyncDisposable
{
    /// <summary>"Sallypor" in ASCII: a number no other program is likely to lock.</summary>
    private const long MigrationLock = 0x53616C6C79706F72;

    private readonly NpgsqlDataSource _source;

    /// <summary>Connects lazily; nothing is opened yet.</summary>
    public PostgreSqlDatabase(string address)
    {
        var builder = PostgreSqlAddress.Parse(address);
        builder.ApplicationName ??= "sallyport";
        Location = PostgreSqlAddress.Describe(builder);
        _source = new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
    }

    /// <inheritdoc />
    public DatabaseDialect Dialect => DatabaseDialect.PostgreSql;

    /// <inheritdoc />
    public string Location { get; }

    /// <summary>Marks this process's announcements, so that it does not listen to itself.</summary>
    public string Origin { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <inheritdoc />
    public void Prepare()
    {
        // The database and its role are made by the operator.
    }

    /// <inheritdoc />
    public async Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<DbConnection> OpenOwnerAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<IWriteSession> OpenWriterAsync(CancellationToken cancellationToken) =>
        new PostgreSqlWriteSession(await _source.OpenConnectionAsync(cancellationToken), Origin);

    /// <summary>A connection that listens for other gateways' changes.</summary>
    public ValueTask<NpgsqlConnection> OpenListenerAsync(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<string> ReadVersionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        return connection.PostgreSqlVersion.ToString();
    }

    /// <inheritdoc />
    public string Adapt(string script) => script;

    /// <inheritdoc />
    public async Task BeginMigrationAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition("BEGIN TRANSACTION", cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_xact_lock(@MigrationLock)", new { MigrationLock }, cancellationToken: cancellationToken));
    }

    /// <inheritdoc />
    public Task<string?> BackUpAsync(DbConnection connection, string label, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(null);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
