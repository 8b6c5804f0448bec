using System.Data.Common;
using Dapper;

namespace Sallyport.Storage.Writing;

/// <summary>
/// What a management command may do inside the writer's transaction. Takes no cancellation token: a command that was begun
/// is finished, since others share its transaction.
/// </summary>
internal sealed class DatabaseWork(DbConnection connection)
{
    /// <summary>Runs a statement and returns how many rows it touched.</summary>
    public Task<int> ExecuteAsync(string statement, object parameters) => connection.ExecuteAsync(statement, parameters);

    /// <summary>Runs a statement and says whether it touched a row.</summary>
    public async Task<bool> TryExecuteAsync(string statement, object parameters) =>
        await connection.ExecuteAsync(statement, parameters) > 0;
}
