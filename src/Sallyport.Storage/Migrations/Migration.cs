namespace Sallyport.Storage.Migrations;

/// <summary>One numbered step of the schema.</summary>
/// <param name="Version">From 1, without gaps.</param>
/// <param name="Name">What it does.</param>
/// <param name="Script">Its statements.</param>
/// <param name="Checksum">SHA-256 of the script, lower-case hex.</param>
internal sealed record Migration(long Version, string Name, string Script, string Checksum);
