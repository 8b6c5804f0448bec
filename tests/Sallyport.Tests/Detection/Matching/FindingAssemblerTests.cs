using Sallyport.Detection.Matching;
using Xunit;

namespace Sallyport.Tests.Detection.Matching;

public sealed class FindingAssemblerTests
{
    [Fact]
    public void Overlapping_matches_of_one_rule_become_one()
    {
        var merged = FindingAssembler.Merge([new(1, 5, 9, "raw"), new(1, 0, 6, "raw"), new(2, 4, 7, "raw"), new(1, 20, 22, "normalised")]);
        Assert.Equal([new(1, 0, 9, "raw"), new(2, 4, 7, "raw"), new(1, 20, 22, "normalised")], merged);
    }

    [Fact]
    public void A_decoded_match_adds_nothing_to_a_direct_one_it_lies_on()
    {
        var merged = FindingAssembler.Merge([new(1, 0, 30, "base64"), new(1, 40, 50, "hex"), new(1, 45, 60, "percent"), new(1, 10, 12, "raw"), new(1, 70, 80, "raw"), new(1, 71, 90, "base64")]);
        Assert.Equal([new(1, 10, 12, "raw"), new(1, 40, 50, "hex"), new(1, 70, 80, "raw")], merged);
    }
}
