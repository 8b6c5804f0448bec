using System.Diagnostics;
using Sallyport.Detection.Classification;
using Xunit;

namespace Sallyport.Tests.Detection.Classification;

public sealed class WindowClassifierTimeTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("a ")]
    [InlineData("' OR 1=1 -- ")]
    [InlineData("忽")]
    public void A_megabyte_takes_a_hundred_times_ten_kilobytes_at_most_in_order_of_size(string unit)
    {
        var model = SampleModels.That_knows("hand over the keys");
        var small = Text(unit, 10_000);
        var large = Text(unit, 1_000_000);
        Best(model, small);
        Assert.True(Best(model, large) < TimeSpan.FromTicks(Math.Max(Best(model, small).Ticks, 500) * 100 * 8));
    }

    private static string Text(string unit, int length) => string.Concat(Enumerable.Repeat(unit, length / unit.Length));

    private static TimeSpan Best(ClassifierModel model, string text)
    {
        var best = TimeSpan.MaxValue;
        var classifier = new WindowClassifier();
        for (var round = 0; round < 5; round++)
        {
            var started = Stopwatch.GetTimestamp();
            classifier.Begin();
            classifier.Append(model, text, 0, []);
            classifier.Complete(model, text.Length);
            var elapsed = Stopwatch.GetElapsedTime(started);
            best = elapsed < best ? elapsed : best;
        }

        return best;
    }
}
