using Xunit;

namespace Sallyport.ArchitectureTests.Sources;

/// <summary>The checkout these tests were built from.</summary>
internal static class Repository
{
    // What builds and package clients leave behind, and what the product writes while it runs, is not the project's text.
    private static readonly HashSet<string> SkippedFolders =
        ["bin", "obj", "node_modules", "dist", "wwwroot", ".git", ".vs", ".idea", "artifacts", "TestResults", "data"];

    /// <summary>The root folder, found by the solution file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Reads one file by its path from the root.</summary>
    public static string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>The full path of a path from the root.</summary>
    public static string PathOf(string path) => Path.Combine(Root, path);

    /// <summary>All files under a folder of the checkout whose name ends so, as paths from the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings)
    {
        var start = Path.Combine(Root, folder);
        return Directory.Exists(start) ? Walk(new DirectoryInfo(start), endings) : [];
    }

    private static IEnumerable<string> Walk(DirectoryInfo folder, string[] endings)
    {
        var here = folder.EnumerateFiles()
            .Where(file => endings.Any(ending => file.Name.EndsWith(ending, StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'));
        var below = folder.EnumerateDirectories()
            .Where(child => !SkippedFolders.Contains(child.Name))
            .SelectMany(child => Walk(child, endings));
        return here.Concat(below);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sallyport.slnx")))
        {
            folder = folder.Parent;
        }

        Assert.True(folder is not null, $"No Sallyport.slnx above {AppContext.BaseDirectory}: run these tests from where the build put them.");
        return folder.FullName;
    }
}
