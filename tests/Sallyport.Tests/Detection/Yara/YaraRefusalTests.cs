using Sallyport.Detection.Yara;
using Xunit;

namespace Sallyport.Tests.Detection.Yara;

/// <summary>What is not supported is refused by name and place, never read as something else.</summary>
public sealed class YaraRefusalTests
{
    [Theory]
    [InlineData("import \"pe\"\nrule a { condition: true }", "module 'pe'")]
    [InlineData("include \"other.yar\"", "include \"other.yar\"")]
    [InlineData("rule a { condition: entrypoint == 0 }", "'entrypoint'")]
    [InlineData("rule a { condition: some_external }", "'some_external'")]
    [InlineData("rule a { condition: pe.is_dll }", "'pe'")]
    [InlineData("rule a { condition: \"abc\" contains \"b\" }", "texts in conditions")]
    [InlineData("rule a { condition: filesize > 1.5 }", "floating-point")]
    [InlineData("rule a { strings: $a = \"x\" condition: any of them at 0 }", "'of … at'")]
    [InlineData("rule a { strings: $a = { 01 ~02 } condition: $a }", "negated bytes")]
    [InlineData("rule a { strings: $a = /a(?=b)/ condition: $a }", "look-around")]
    [InlineData("rule a { strings: $a = /(a)\\1/ condition: $a }", "back reference")]
    [InlineData("rule a { strings: $a = /a\\pL/ condition: $a }", "escape '\\p'")]
    [InlineData("rule a { strings: $a = /a+b+?/ condition: $a }", "may not be mixed")]
    [InlineData("rule a { strings: $a = /a*/ condition: $a }", "empty text")]
    [InlineData("rule a { strings: $a = /(a{30000}){30000}/ condition: $a }", "too large")]
    [InlineData("rule a { strings: $a = \"x\" xor nocase condition: $a }", "'nocase'")]
    [InlineData("rule a { strings: $a = \"ab\" base64 condition: $a }", "fewer than 3")]
    [InlineData("rule a { strings: $a = { [2] 01 } condition: $a }", "start with a jump")]
    [InlineData("rule a { strings: $a = { 0 } condition: $a }", "one digit")]
    [InlineData("rule a { strings: $a = \"x\" condition: true }", "'$a' is not used")]
    [InlineData("rule a { strings: $a = \"x\" condition: $b }", "no string '$b'")]
    [InlineData("rule a { strings: $a = \"x\" condition: $a + 1 == 2 }", "a number is expected")]
    [InlineData("rule a { condition: true } rule a { condition: true }", "'a' exists already")]
    [InlineData("rule any { condition: true }", "key word")]
    [InlineData("rule a { condition: for any a, b in (1..2) : ( true ) }", "two variables")]
    [InlineData("rule a { strings: $a = \"x\\q\" condition: $a }", "'\\q'")]
    [InlineData("rule a { strings: $a = \"x condition: $a }", "not closed")]
    public void A_fault_names_what_is_wrong(string rules, string expected)
    {
        var compiled = YaraCompiler.Compile([new YaraSource("a.yar", rules)]);
        Assert.Null(compiled.Rules);
        Assert.Contains(compiled.Faults, fault => fault.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_faulty_rule_is_named_with_its_place()
    {
        var compiled = YaraCompiler.Compile([new YaraSource("a.yar", "import \"pe\" rule a {\n  condition: pe.x\n}\nrule b { condition: true }\nrule c {\n  condition:\n    $x\n}")]);
        Assert.Equal([(1, 1), (2, 14), (7, 5)], compiled.Faults.Select(fault => (fault.Line, fault.Column)));
        Assert.StartsWith("a.yar:2:14: ", compiled.Faults[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_name_is_unique_among_files()
    {
        var compiled = YaraCompiler.Compile([new YaraSource("a.yar", "rule a { condition: true }"), new YaraSource("b.yar", "rule a { condition: true }")]);
        Assert.Equal("b.yar", Assert.Single(compiled.Faults).File);
    }
}
