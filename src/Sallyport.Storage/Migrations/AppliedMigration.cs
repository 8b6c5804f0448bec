namespace Sallyport.Storage.Migrations;

/// <summary>A row of <c>schema_migration</c>.</summary>
internal sealed class AppliedMigration
{
    /// <summary>Number.</summary>
    public required long Version { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the script that ran.</summary>
    public required string Checksum { get; init; }
}
