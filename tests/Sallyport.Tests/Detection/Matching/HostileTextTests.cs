using Sallyport.Detection;
using Sallyport.Tests.Detection.Hostile;
using Xunit;

namespace Sallyport.Tests.Detection.Matching;

/// <summary>Texts made to cost a rule as much as possible, from its own expressions and attacks, over and over. What counts is the processor
/// time of the thread, so that a busy machine changes nothing.</summary>
public sealed class HostileTextTests
{
    private const int Screened = 4 * 1024;

    // For 128 KB without optimisation, several times what the worst takes: the growth is what is held, this only that none begins too high.
    private const double Most = 1000;

    [Fact]
    public void No_text_written_from_a_rule_costs_more_than_its_length()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The processor time of a thread is read as Linux tells it.");
        RepositoryRules.Engine.Warm(TestContext.Current.CancellationToken);
        var slow = new List<string>();
        foreach (var rule in RepositoryRules.Library.Rules)
        {
            var worst = HostileText.Of(rule, RepositoryRules.Cases(rule.Id, "attack")).MaxBy(text => Time(text.Repeated(Screened)));
            if (worst is not null && Growth.FaultOf(worst.Repeated, Scan, Most) is { } fault)
            {
                slow.Add($"{rule.Id}, {worst.Kind}: {fault}");
            }
        }

        Assert.True(slow.Count == 0, $"{slow.Count}:\n" + string.Join('\n', slow));
    }

    [Fact]
    public void A_cost_that_grows_with_the_square_of_the_length_is_seen()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The processor time of a thread is read as Linux tells it.");
        Assert.NotNull(Growth.FaultOf(length => new string('a', length), text => Quadratic(text.Length / 8), double.MaxValue));
    }

    private static void Quadratic(int length)
    {
        var sum = 0L;
        for (var outer = 0; outer < length; outer++)
        {
            for (var inner = 0; inner < length; inner++)
            {
                sum += inner ^ outer;
            }
        }

        Assert.NotEqual(-1, sum);
    }

    private static double Time(string text) => CpuClock.LeastOf(1, () => Scan(text));

    private static void Scan(string text) => RepositoryRules.Engine.Scan(text, ScanDirection.Input, RepositoryRules.Everything);
}
