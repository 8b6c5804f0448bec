using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Sallyport.Storage.Databases;

/// <summary>
/// Chooses the native SQLite library, once per process. The system's is preferred because the distribution patches it; the
/// packaged one is from 2021 and only the fallback.
/// </summary>
internal static class SqliteNative
{
    private const string SystemLibrary = "libsqlite3.so.0";

    /// <summary>3.40.0: strict tables, and the oldest version the statements are tested on.</summary>
    private const int OldestSystemVersion = 3_040_000;

    /// <summary>3.50.2 fixes CVE-2025-6965 (GHSA-2m69-gcr7-jv3q): memory corruption by crafted aggregate queries.</summary>
    private const int FirstVersionWithoutKnownFaults = 3_050_002;

    /// <summary>3.37.0 brought strict tables.</summary>
    private const int FirstVersionWithStrictTables = 3_037_000;

    private static readonly Lazy<string> ChosenSource = new(Choose, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary><c>system libsqlite3.so.0</c> or <c>packaged e_sqlite3</c>.</summary>
    public static string Source => ChosenSource.Value;

    /// <summary>For example <c>3.40.1</c>.</summary>
    public static string Version
    {
        get
        {
            Initialise();
            return raw.sqlite3_libversion().utf8_to_string();
        }
    }

    /// <summary>Whether tables can be declared STRICT.</summary>
    public static bool HasStrictTables
    {
        get
        {
            Initialise();
            return raw.sqlite3_libversion_number() >= FirstVersionWithStrictTables;
        }
    }

    /// <summary>Loads the library. Must run before the first connection is opened.</summary>
    public static void Initialise() => _ = ChosenSource.Value;

    /// <summary>What an operator should know about the loaded version.</summary>
    public static IReadOnlyList<string> FindWarnings()
    {
        Initialise();
        return raw.sqlite3_libversion_number() >= FirstVersionWithoutKnownFaults
            ? []
            : [$"SQLite {Version} ({Source}) is older than 3.50.2 and may have CVE-2025-6965 (GHSA-2m69-gcr7-jv3q), unless the distribution patched it. The gateway runs its own statements only, so the fault cannot be reached by callers; still, upgrade libsqlite3 or use PostgreSQL."];
    }

    private static string Choose()
    {
        var system = TryLoadSystem();
        if (system != 0)
        {
            NativeLibrary.SetDllImportResolver(
                typeof(SQLite3Provider_e_sqlite3).Assembly,
                (name, _, _) => name == "e_sqlite3" ? system : 0);
        }

        Batteries_V2.Init();
        return system != 0 ? "system " + SystemLibrary : "packaged e_sqlite3";
    }

    private static nint TryLoadSystem()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad(SystemLibrary, Assembly.GetExecutingAssembly(), null, out var library))
        {
            return 0;
        }

        if (NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var function)
            && Marshal.GetDelegateForFunctionPointer<VersionNumber>(function)() >= OldestSystemVersion)
        {
            return library;
        }

        NativeLibrary.Free(library);
        return 0;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();
}
