using System.Text;

namespace Sallyport.Controls.Vault;

/// <summary>Finds the master key: the setting, the named file, or the file in the data folder, which is made where it is missing.</summary>
internal static class MasterKeyFile
{
    private const string GeneratedName = "master.key";
    private const int MaxFileBytes = 1024;
    private const UnixFileMode OthersMay =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    internal static string GeneratedPath(VaultOptions options) => Path.Combine(options.DataDirectory, GeneratedName);

    internal static MasterKey Load(VaultOptions options)
    {
        if (!string.IsNullOrEmpty(options.MasterKey))
        {
            return MasterKey.Parse(options.MasterKey);
        }

        var isNamed = !string.IsNullOrEmpty(options.MasterKeyFile);
        var path = isNamed ? options.MasterKeyFile ?? "" : GeneratedPath(options);
        if (!isNamed && !File.Exists(path))
        {
            return Generate(path);
        }

        return FindFault(path) is { } fault ? throw new InvalidDataException(fault) : MasterKey.Parse(Read(path));
    }

    /// <summary>What is wrong with a key file, or null. Names the file and the remedy, never the content.</summary>
    internal static string? FindFault(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return $"There is no file '{path}'.";
            }

            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OthersMay) != 0)
            {
                return $"The master key file '{path}' is open to others; run 'chmod 600 {path}'.";
            }

            if (new FileInfo(path).Length > MaxFileBytes)
            {
                return $"The master key file '{path}' is too large to be one.";
            }

            return MasterKey.FindFault(Read(path)) is { } fault ? $"The master key in '{path}': {fault}" : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"The master key file '{path}' cannot be read: {exception.Message}";
        }
    }

    private static string Read(string path) => File.ReadAllText(path, Encoding.UTF8).Trim();

    private static MasterKey Generate(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        if (!Directory.Exists(folder))
        {
            CreateFolder(folder);
        }

        var key = MasterKey.Create();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            // With this mode from the first moment: a later chmod would leave a gap.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(path, options);
        stream.Write(Encoding.ASCII.GetBytes(key.ToBase64() + "\n"));
        stream.Flush(flushToDisk: true);
        return key;
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
