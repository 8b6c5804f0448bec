using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Proxies;
using Sallyport.Identity.ApiKeys;
using Xunit;

namespace Sallyport.Tests.Core.Access;

public sealed class ModelPatternTests
{
    [Theory]
    [InlineData("gpt-4o*", true)]
    [InlineData("", false)]
    [InlineData("with blank", false)]
    [InlineData(@"back\slash", false)]
    public void A_pattern_is_a_name_without_blanks_and_escapes_in_grants_and_keys_alike(string pattern, bool isValid)
    {
        var faults = new FaultList();
        new KeyScope { Models = [pattern] }.FindFaults("scope", ProxyTable.Empty, faults);

        Assert.Equal((isValid, isValid), (ModelPattern.IsValid(pattern), faults.IsEmpty));
    }
}
