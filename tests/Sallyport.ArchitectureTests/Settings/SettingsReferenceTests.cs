using Sallyport.ArchitectureTests.Sources;
using Xunit;

namespace Sallyport.ArchitectureTests.Settings;

/// <summary>Keeps the configuration reference equal to what the program reads.</summary>
public sealed class SettingsReferenceTests
{
    private const string Update = "SALLYPORT_UPDATE_DOCUMENTS";

    [Fact]
    public void The_committed_reference_is_the_one_that_the_program_would_write()
    {
        var expected = SettingsReference.Write();
        var path = Repository.PathOf(SettingsReference.Path);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, expected);
        }

        var committed = File.Exists(path) ? File.ReadAllText(path) : "";

        Assert.True(expected == committed, $"{SettingsReference.Path} is not up to date: run this test once with {Update}=1, then read and commit the file.");
    }

    [Theory]
    [InlineData("`max_request_bytes`<br>`SALLYPORT__Llm__MaxRequestBytes` | whole number | `33554432` | `1024` to `536870912` |")]
    [InlineData("`connect_timeout`<br>`SALLYPORT__Upstream__ConnectTimeout` | time | `00:00:10` | `00:00:00.1` to `00:05:00` |")]
    [InlineData("`session_lifetime`<br>`SALLYPORT__Identity__SessionLifetime` | time | `12:00:00` | `00:05:00` to `30.00:00:00` |")]
    [InlineData("`data_directory`<br>`SALLYPORT__Storage__DataDirectory`<br>`SALLYPORT_DATA_DIR` | text | `data` |")]
    [InlineData("`allow_private`<br>`SALLYPORT__Upstream__AllowPrivate__0`<br>`SALLYPORT_ALLOW_PRIVATE_UPSTREAMS` | list | none |")]
    public void A_row_gives_names_type_default_and_the_range_that_is_enforced(string row)
    {
        Assert.Contains(row, SettingsReference.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_number_and_time_has_an_upper_limit()
    {
        var unlimited = SettingsReference.Write().Split('\n')
            .Where(row => row.Contains($"`{int.MaxValue}`", StringComparison.Ordinal) || row.Contains(SettingRange.Text(TimeSpan.MaxValue), StringComparison.Ordinal));

        Assert.Empty(unlimited);
    }
}
