using Sallyport.Core.Exchanges;
using Xunit;

namespace Sallyport.Tests.Core.Exchanges;

public sealed class CallerScopeTests
{
    [Theory]
    [InlineData("gpt-4o", "gpt-4o", true)]
    [InlineData("gpt-4o", "gpt-4o-mini", false)]
    [InlineData("gpt-4o*", "gpt-4o-mini", true)]
    [InlineData("*-mini", "gpt-4o-mini", true)]
    [InlineData("gpt-?", "gpt-5", true)]
    [InlineData("gpt-?", "gpt-55", false)]
    [InlineData("gpt-4o", "GPT-4o", false)]
    [InlineData("*", "", false)]
    public void A_model_is_within_the_scope_where_a_pattern_is_its_whole_name(string pattern, string model, bool isAllowed) =>
        Assert.Equal(isAllowed, new CallerScope { Models = ["other", pattern] }.AllowsModel(model));

    [Fact]
    public void Without_a_list_everything_is_left()
    {
        var scope = new CallerScope();

        Assert.Equal((true, true, true, false), (scope.AllowsModel(""), scope.AllowsModel("any"), scope.AllowsProxy("any"), scope.HasLimits));
    }

    [Fact]
    public void A_proxy_that_is_not_listed_is_outside() =>
        Assert.Equal((true, false), (new CallerScope { ProxyIds = ["a", "b"] }.AllowsProxy("b"), new CallerScope { ProxyIds = ["a", "b"] }.AllowsProxy("B")));
}
