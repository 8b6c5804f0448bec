using System.Text.Json;
using Sallyport.Core.Api;

namespace Sallyport.Host.Cli.Demo;

/// <summary>Prints what happened, line by line for people, or as one JSON object.</summary>
/// <param name="isJson">Whether to print JSON.</param>
internal sealed class DemoReport(bool isJson)
{
    private readonly List<DemoLine> _lines = [];

    /// <summary>Whether every step so far came out as expected.</summary>
    internal bool IsOk => _lines.TrueForAll(line => line.Ok);

    internal void Add(DemoLine line)
    {
        _lines.Add(line);
        if (!isJson)
        {
            Console.WriteLine(line);
        }
    }

    /// <summary>Prints the sum, and where to look while the gateway runs on.</summary>
    internal void Finish(Uri? url, string? password)
    {
        if (isJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { ok = IsOk, url, username = url is null ? null : "admin", password, lines = _lines }, ApiJson.Options));
            return;
        }

        Console.WriteLine();
        Console.WriteLine($"{_lines.Count(line => line.Ok)} of {_lines.Count} as expected.");
        if (url is not null)
        {
            Console.WriteLine($"Look around at {url} as  admin  with the password  {password}  ; Ctrl+C ends it and deletes its data.");
        }
    }
}
