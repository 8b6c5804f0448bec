using Sallyport.Controls.Vault;
using Xunit;

namespace Sallyport.Tests.Controls.Vault;

public sealed class ValueDigestTests
{
    private const string Key = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";

    private readonly ValueDigest _digest = new(MasterKey.Parse(Key));

    [Fact]
    public void The_same_value_has_the_same_hash_after_a_restart() =>
        Assert.Equal(_digest.Of("EMAIL", "joe@example.org"), new ValueDigest(MasterKey.Parse(Key)).Of("EMAIL", "joe@example.org"));

    [Fact]
    public void Another_installation_has_other_hashes() =>
        Assert.NotEqual(_digest.Of("EMAIL", "joe@example.org"), new ValueDigest(MasterKey.Create()).Of("EMAIL", "joe@example.org"));

    [Theory]
    [InlineData("EMAIL", "Joe@Example.org", "joe@example.org")]
    [InlineData("CREDIT_CARD", "4111 1111 1111 1111", "4111111111111111")]
    [InlineData("IBAN", "gb82 west 1234 5698 7654 32", "GB82WEST12345698765432")]
    public void A_value_written_in_two_ways_has_one_hash(string type, string one, string other) => Assert.Equal(_digest.Of(type, one), _digest.Of(type, other));

    [Theory]
    [InlineData("EMAIL", "joe@example.org", "EMAIL", "jon@example.org")]
    [InlineData("API_KEY", "sk_live_abcdef", "API_KEY", "SK_LIVE_ABCDEF")]
    [InlineData("PHONE", "123456789", "US_SSN", "123456789")]
    public void Different_values_and_types_have_different_hashes(string type, string value, string otherType, string other) =>
        Assert.NotEqual(_digest.Of(type, value), _digest.Of(otherType, other));

    [Fact]
    public void A_hash_is_letters_that_no_recogniser_takes_for_a_number() => Assert.Matches("^[b-t]{16}$", _digest.Of("PHONE", "+1 415 555 2671"));
}
