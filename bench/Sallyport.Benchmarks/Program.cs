using System.Globalization;
using Sallyport.Benchmarks;

// Usage: Sallyport.Benchmarks [--rounds N] [name part ...]; without names every case runs.
var rounds = args is ["--rounds", var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 15;
string[] wanted = args is ["--rounds", _, .. var rest] ? rest : args;

List<BenchmarkCase> cases = [.. DetectionCases.All(), .. await GatewayCases.AllAsync()];
cases.RemoveAll(item => wanted.Length > 0 && !wanted.Any(part => item.Name.Contains(part, StringComparison.OrdinalIgnoreCase)));
foreach (var item in cases)
{
    await Stopclock.WarmUpAsync(item);
}

var results = Stopclock.Measure(cases, rounds);
Console.WriteLine($"{"case",-34} {"best µs",12} {"median µs",12} {"bytes",10}");
foreach (var result in results)
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Name,-34} {result.BestMicroseconds,12:F3} {result.MedianMicroseconds,12:F3} {result.AllocatedBytes,10:F0}"));
}
