using System.Text.RegularExpressions;
using Sallyport.ArchitectureTests.Ledger;
using Sallyport.ArchitectureTests.Sources;
using Xunit;

namespace Sallyport.ArchitectureTests;

/// <summary>Keeps <c>docs/features.csv</c> true: what is said to work is shown by a test that exists.</summary>
public sealed partial class LedgerTests
{
    private const string LedgerPath = "docs/features.csv";
    private const string IdsPath = "tests/fixtures/ledger/feature-ids.txt";

    private static readonly string[] Lines = Repository.Read(LedgerPath).TrimEnd('\n').Split('\n');
    private static readonly string[] Ids = Repository.Read(IdsPath).TrimEnd('\n').Split('\n');
    private static readonly IReadOnlyList<LedgerRow> Rows = [.. Lines.Skip(1).Select(LedgerRow.Parse)];

    [Fact]
    public void The_ledger_begins_with_its_header()
    {
        Assert.Equal("id,state,proof,note", Lines[0]);
    }

    /// <summary>The list of ids stands beside the ledger, so that a line that went missing is noticed on any checkout.</summary>
    [Fact]
    public void Every_feature_of_the_list_has_its_one_line_in_its_place()
    {
        Assert.NotEmpty(Ids);
        Assert.Equal(Ids, Rows.Select(row => row.Id));
    }

    [Fact]
    public void The_list_names_a_feature_once_and_by_a_well_formed_id()
    {
        Assert.Empty(Ids.CountBy(id => id).Where(entry => entry.Value > 1).Select(entry => entry.Key));
        Assert.DoesNotContain(Ids, id => !FeatureId().IsMatch(id));
    }

    [Fact]
    public void A_feature_works_partly_works_or_is_absent()
    {
        Assert.DoesNotContain(Rows, row => row.State is not ("works" or "partial" or "absent"));
    }

    [Fact]
    public void What_works_names_a_test_that_exists()
    {
        AssertNone(Rows.Where(row => row.State == "works" || row.Proof.Length > 0)
            .Select(row => (row, Fault: row.Proof.Length == 0 ? "it names no test" : ProofFinder.Fault(row.Proof)))
            .Where(entry => entry.Fault is not null)
            .Select(entry => $"{entry.row.Id} {entry.row.Proof}: {entry.Fault}"));
    }

    [Fact]
    public void What_works_in_part_says_what_is_missing()
    {
        AssertNone(Rows.Where(row => row.State == "partial" && row.Note.Length == 0).Select(row => row.Id));
    }

    [Fact]
    public void What_is_absent_claims_no_proof()
    {
        AssertNone(Rows.Where(row => row.State == "absent" && row.Proof.Length > 0).Select(row => row.Id));
    }

    [Theory]
    [InlineData("Sallyport.ArchitectureTests.LedgerTests.The_ledger_begins_with_its_header", true)]
    [InlineData("Sallyport.ArchitectureTests.LedgerTests.A_test_that_nobody_wrote", false)]
    [InlineData("Sallyport.ArchitectureTests.LedgerTests.AssertNone", false)]
    [InlineData("Sallyport.ArchitectureTests.NoSuchTests.The_ledger_begins_with_its_header", false)]
    [InlineData("Somewhere.Else.Test", false)]
    [InlineData("tests/peers/no-such-file.mjs::a test", false)]
    [InlineData("docs/features.csv::id,state,proof,note", false)]
    public void The_finder_tells_a_test_that_exists_from_one_that_does_not(string proof, bool exists)
    {
        Assert.Equal(exists, ProofFinder.Fault(proof) is null);
    }

    [Theory]
    [InlineData("S0-01,works,A.B,plain", "plain")]
    [InlineData("S0-01,works,A.B,\"one, two\"", "one, two")]
    [InlineData("S0-01,works,A.B,\"says \"\"no\"\"\"", "says \"no\"")]
    [InlineData("S0-01,absent,,", "")]
    public void A_note_may_hold_commas_and_quotes(string line, string note)
    {
        Assert.Equal(note, LedgerRow.Parse(line).Note);
    }

    private static void AssertNone(IEnumerable<string> offences)
    {
        var found = offences.ToList();
        Assert.True(found.Count == 0, $"{LedgerPath}:\n{string.Join('\n', found)}");
    }

    [GeneratedRegex(@"^S[0-4]-\d{2,3}$")]
    private static partial Regex FeatureId();
}
