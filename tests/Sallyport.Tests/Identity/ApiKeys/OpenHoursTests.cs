using System.Globalization;
using Sallyport.Core.Api;
using Sallyport.Identity.ApiKeys;
using Xunit;

namespace Sallyport.Tests.Identity.ApiKeys;

public sealed class OpenHoursTests
{
    [Theory]
    [InlineData("2026-11-20T08:00:00Z", true)] // Friday, 09:00 in Berlin
    [InlineData("2026-11-20T06:59:59Z", false)] // 07:59:59
    [InlineData("2026-11-20T07:00:00Z", true)] // 08:00
    [InlineData("2026-11-20T17:00:00Z", false)] // 18:00
    [InlineData("2026-07-17T06:00:00Z", true)] // Friday in summer, 08:00
    [InlineData("2026-11-21T08:00:00Z", false)] // Saturday
    public void Hours_are_read_from_the_zones_clock(string moment, bool isOpen) =>
        Assert.Equal(isOpen, new OpenHours { Days = Weekdays, From = "08:00", To = "18:00", Zone = "Europe/Berlin" }.Compile()?.Holds(At(moment)));

    [Theory]
    [InlineData("2026-11-20T23:00:00Z", true)] // Friday night
    [InlineData("2026-11-21T05:59:00Z", true)] // begun on Friday
    [InlineData("2026-11-21T06:00:00Z", false)]
    [InlineData("2026-11-21T23:00:00Z", false)] // Saturday night
    [InlineData("2026-11-16T05:00:00Z", false)] // Monday morning, begun on Sunday
    public void A_span_past_midnight_belongs_to_the_day_on_which_it_begins(string moment, bool isOpen) =>
        Assert.Equal(isOpen, new OpenHours { Days = Weekdays, From = "22:00", To = "06:00" }.Compile()?.Holds(At(moment)));

    [Fact]
    public void From_and_to_alike_are_a_whole_day()
    {
        var hours = new OpenHours { Days = [DayOfWeek.Saturday] }.Compile();

        Assert.Equal((true, true, false), (hours?.Holds(At("2026-11-21T00:00:00Z")), hours?.Holds(At("2026-11-21T23:59:59Z")), hours?.Holds(At("2026-11-22T00:00:00Z"))));
    }

    [Theory]
    [InlineData("8:00", "18:00", "UTC", "hours.from")]
    [InlineData("08:00", "25:00", "UTC", "hours.to")]
    [InlineData("08:00", "18:00", "Mars/Olympus", "hours.zone")]
    [InlineData("08:00", "18:00", "W. Europe Standard Time", "hours.zone")]
    public void What_cannot_be_read_is_a_fault_and_never_open(string from, string to, string zone, string member)
    {
        var hours = new OpenHours { From = from, To = to, Zone = zone };
        var faults = new FaultList();
        hours.FindFaults("hours", faults);

        Assert.Contains(member, faults.ToProblem().Errors?.Keys ?? []);
        Assert.Null(hours.Compile());
        Assert.NotNull(ScopeGate.Of(new KeyScope { Hours = [hours] })?.Refuse("k", null, At("2026-11-20T12:00:00Z")));
    }

    private static DayOfWeek[] Weekdays => [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
