using Dapper;

namespace Sallyport.Storage.Databases;

/// <summary>Reads for the stores, each on a pooled connection of its own.</summary>
internal sealed class DatabaseReader(IDatabase database)
{
    static DatabaseReader()
    {
        // Columns are snake_case, properties are not.
        DefaultTypeMap.MatchNamesWithUnderscores = true;
    }

    /// <summary>All rows.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string statement, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(cancellationToken);
        var rows = await connection.QueryAsync<T>(new CommandDefinition(statement, parameters, cancellationToken: cancellationToken));
        return [.. rows];
    }

    /// <summary>The only row, or null.</summary>
    public async Task<T?> FindAsync<T>(string statement, object parameters, CancellationToken cancellationToken)
        where T : class
    {
        await using var connection = await database.OpenReaderAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(statement, parameters, cancellationToken: cancellationToken));
    }
}
