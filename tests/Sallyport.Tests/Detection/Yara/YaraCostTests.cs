using Sallyport.Detection.Yara;
using Xunit;

namespace Sallyport.Tests.Detection.Yara;

/// <summary>Whatever a rule file holds, compiling it and scanning with it end soon and in bounded memory.</summary>
public sealed class YaraCostTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("/abcd(((){32767}){32767}){32767}/")]
    [InlineData("/(((){32767}){32767}){32767}abcd/")]
    [InlineData("/abcd((()|()){32767}){32767}/")]
    [InlineData("/abcd(((){0,32767}){32767}){32767}/")]
    public async Task Repeats_of_nothing_are_refused_soon(string expression)
    {
        var compiled = await CompileAsync($"rule r{{strings:$a={expression} condition:$a}}");
        Assert.Contains("too large", Assert.Single(compiled.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strings_that_are_too_large_together_are_refused_at_the_one_that_is_too_much()
    {
        var strings = string.Concat(Enumerable.Range(0, 2000).Select(number => $"$a{number} = /aaab.{{11000}}/\n"));
        var compiled = await CompileAsync($"rule r {{ strings:\n{strings} condition: any of them }}");
        var fault = Assert.Single(compiled.Faults);
        Assert.Contains("500000 steps", fault.Message, StringComparison.Ordinal);
        Assert.Equal(47, fault.Line);
    }

    [Fact]
    public async Task Steps_that_take_no_byte_wear_out_the_scan()
    {
        var strings = string.Concat(Enumerable.Range(0, 20).Select(number => $"$a{number} = /a(\\b|\\B){{2900}}b/\n"));
        var compiled = await CompileAsync($"rule r {{ strings:\n{strings} $b = \"needle\" condition: $b and none of ($a*) }}");
        Assert.NotNull(compiled.Rules);
        var scanned = await Task.Run(() => compiled.Rules.Scan(new string('a', 262_144) + "needle")).WaitAsync(Longest, TestContext.Current.CancellationToken);
        Assert.True(scanned.IsPartial);
        Assert.Single(scanned.Matches);
    }

    private static Task<YaraCompilation> CompileAsync(string rules) =>
        Task.Run(() => YaraCompiler.Compile([new YaraSource("a.yar", rules)])).WaitAsync(Longest, TestContext.Current.CancellationToken);
}
