using System.Runtime.InteropServices;

namespace Sallyport.Tests.Detection.Hostile;

/// <summary>The processor time of the running thread: other work on the machine does not count into it. Linux only.</summary>
internal static class CpuClock
{
    private const int ThreadTime = 3;

    /// <summary>The least time of several runs, in milliseconds.</summary>
    public static double LeastOf(int rounds, Action work)
    {
        var least = double.MaxValue;
        for (var round = 0; round < rounds; round++)
        {
            var started = Now();
            work();
            least = Math.Min(least, Now() - started);
        }

        return least;
    }

    private static double Now() => Read(ThreadTime, out var time) == 0
        ? (time.Seconds * 1e3) + (time.Nanoseconds / 1e6)
        : throw new PlatformNotSupportedException("The system tells no processor time of a thread.");

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Read(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
