using Sallyport.Identity.ApiKeys;
using Xunit;

namespace Sallyport.Tests.Identity.ApiKeys;

public sealed class ApiKeyFormatTests
{
    [Fact]
    public void A_new_key_has_the_form_and_is_well_formed()
    {
        var key = ApiKeyFormat.Create();
        Assert.Matches("^spk_[A-Za-z0-9_-]{43}[A-Za-z0-9]{6}$", key);
        Assert.True(ApiKeyFormat.IsWellFormed(key));
        Assert.NotEqual(key, ApiKeyFormat.Create());
    }

    [Fact]
    public void Any_single_changed_character_is_noticed()
    {
        var key = ApiKeyFormat.Create();
        for (var i = 0; i < key.Length; i++)
        {
            var changed = key.ToCharArray();
            changed[i] = changed[i] == 'x' ? 'y' : 'x';
            Assert.False(ApiKeyFormat.IsWellFormed(changed), $"position {i}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("spk_")]
    [InlineData("sk-proj-0123456789012345678901234567890123456789012345")]
    public void Other_texts_are_not_keys(string text) => Assert.False(ApiKeyFormat.IsWellFormed(text));
}
