using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Sallyport.Storage.Databases;

namespace Sallyport.Storage.Migrations;

/// <summary>The migrations built into the program: <c>Migrations/sqlite</c> and <c>Migrations/postgresql</c>.</summary>
internal static class MigrationScripts
{
    /// <summary>All migrations of a dialect in order.</summary>
    public static IReadOnlyList<Migration> Read(DatabaseDialect dialect)
    {
        var folder = dialect == DatabaseDialect.Sqlite ? "sqlite/" : "postgresql/";
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Select(name => name.Replace('\\', '/'))
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Create(name[folder.Length..], ReadText(assembly, name)))];
    }

    /// <summary>A migration from its file name (<c>0001_initial.sql</c>) and text.</summary>
    public static Migration Create(string fileName, string script)
    {
        var name = Path.GetFileNameWithoutExtension(fileName);
        var separator = name.IndexOf('_', StringComparison.Ordinal);

        // Line ends may differ between checkouts; the schema they make does not.
        var bytes = Encoding.UTF8.GetBytes(script.ReplaceLineEndings("\n"));
        return new Migration(
            long.Parse(name.AsSpan(0, separator), CultureInfo.InvariantCulture),
            name[(separator + 1)..],
            script,
            Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static string ReadText(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The embedded migration {name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
