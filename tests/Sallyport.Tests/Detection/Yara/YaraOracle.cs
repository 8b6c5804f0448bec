using System.Diagnostics;
using System.Globalization;

namespace Sallyport.Tests.Detection.Yara;

/// <summary>Debian's <c>yara</c> program, where it is installed: what it finds is what we must find.</summary>
internal static class YaraOracle
{
    /// <summary>Why tests against it are skipped.</summary>
    public const string SkipReason = "The program yara is not installed (apt-get install yara).";

    /// <summary>Whether the program is there.</summary>
    public static bool IsPresent { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "yara")));

    /// <summary>Matches of all rules in all texts, as lines <c>text rule</c> and <c>text rule $string offset length</c>; or the program's errors.</summary>
    public static async Task<(IReadOnlyList<string> Lines, string Errors)> ScanAsync(string rules, IReadOnlyList<byte[]> texts, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("yara-oracle-");
        try
        {
            var inputs = folder.CreateSubdirectory("in");
            var file = Path.Combine(folder.FullName, "rules.yar");
            await File.WriteAllTextAsync(file, rules, cancellationToken);
            for (var index = 0; index < texts.Count; index++)
            {
                await File.WriteAllBytesAsync(Path.Combine(inputs.FullName, index.ToString(CultureInfo.InvariantCulture)), texts[index], cancellationToken);
            }

            var start = new ProcessStartInfo("yara", ["-w", "-s", "-L", "-r", file, inputs.FullName])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = System.Text.Encoding.Latin1,
            };
            using var process = Process.Start(start) ?? throw new InvalidOperationException("yara does not start.");
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (Read(output), await errors);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // "name path" opens a rule; "0x1f:4:$a: bytes" is a match of it.
    private static List<string> Read(string output)
    {
        List<string> lines = [];
        var rule = "";
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.StartsWith("0x", StringComparison.Ordinal))
            {
                var parts = line.Split(' ');
                rule = $"{Path.GetFileName(parts[^1])} {parts[0]}";
                lines.Add(rule);
                continue;
            }

            var fields = line.Split(':', 4);
            var offset = int.Parse(fields[0].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            lines.Add($"{rule} {fields[2]} {offset} {fields[1]}");
        }

        return lines;
    }
}
