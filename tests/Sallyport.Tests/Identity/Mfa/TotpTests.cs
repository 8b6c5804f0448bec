using System.Text;
using Sallyport.Identity.Mfa;
using Xunit;

namespace Sallyport.Tests.Identity.Mfa;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, the rows of SHA-1.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void The_codes_are_those_of_RFC_6238(long seconds, string code) =>
        Assert.Equal(code, Totp.Compute(Secret, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)), 8));

    /// <summary>RFC 4226, appendix D.</summary>
    [Theory]
    [InlineData(0, "755224")]
    [InlineData(1, "287082")]
    [InlineData(2, "359152")]
    [InlineData(9, "520489")]
    public void The_codes_are_those_of_RFC_4226(long step, string code) => Assert.Equal(code, Totp.Compute(Secret, step, Totp.Digits));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_code_holds_for_its_step_and_the_ones_beside_it(int offset, bool isGood)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_015);
        var step = Totp.StepAt(now) + offset;
        Assert.Equal(isGood ? step : null, Totp.FindStep(Secret, Totp.Compute(Secret, step, Totp.Digits), now, 0));
    }

    [Fact]
    public void A_code_of_the_last_used_step_or_before_is_none()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_015);
        var step = Totp.StepAt(now);
        Assert.Null(Totp.FindStep(Secret, Totp.Compute(Secret, step, Totp.Digits), now, step));
        Assert.Null(Totp.FindStep(Secret, Totp.Compute(Secret, step - 1, Totp.Digits), now, step));
        Assert.Equal(step + 1, Totp.FindStep(Secret, Totp.Compute(Secret, step + 1, Totp.Digits), now, step));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("\u0661\u0662\u0663\u0664\u0665\u0666")]
    public void Other_texts_are_no_code(string code) => Assert.Null(Totp.FindStep(Secret, code, DateTimeOffset.UnixEpoch, 0));

    /// <summary>RFC 4648 §10, without its padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_is_that_of_RFC_4648(string text, string expected) => Assert.Equal(expected, Base32.Encode(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Recovery_codes_differ_and_hash_alike_however_they_are_typed()
    {
        var codes = RecoveryCodes.Create();
        Assert.Equal(RecoveryCodes.Count, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[a-z2-7]{4}(-[a-z2-7]{4}){3}$", code));
        Assert.Equal(RecoveryCodes.Hash(codes[0]), RecoveryCodes.Hash(codes[0].ToUpperInvariant().Replace('-', ' ')));
        Assert.NotEqual(RecoveryCodes.Hash(codes[0]), RecoveryCodes.Hash(codes[1]));
        Assert.Null(RecoveryCodes.Hash(codes[0][1..]));
    }
}
