using Sallyport.Controls.Audit;
using Sallyport.Controls.Audit.Exporting;
using Sallyport.Core.Auditing;
using Xunit;

namespace Sallyport.Tests.Controls.Audit;

public sealed class CsvLineTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("  =1", "\"'  =1\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("＝1", "\"'＝1\"")]
    [InlineData("a=1", "\"a=1\"")]
    [InlineData("a\nb,c", "\"a\nb,c\"")]
    public void A_text_is_quoted_and_never_a_formula(string name, string expected) =>
        Assert.Contains("," + expected + ",", CsvLine.Of(Stored(name)), StringComparison.Ordinal);

    [Fact]
    public void A_line_has_as_many_fields_as_the_header() =>
        Assert.Equal(CsvLine.Header.Count(sign => sign == ','), CsvLine.Of(Stored("ada")).Count(sign => sign == ','));

    private static StoredAuditEntry Stored(string name) => new(7, new string('a', 64), new AuditEntry
    {
        Time = DateTimeOffset.UnixEpoch, EventType = "proxy.created", RequestId = "r1", ActorType = "user", ActorName = name, Result = "success",
    });
}
