using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Sallyport.Identity.Users.Argon2;
using Xunit;

namespace Sallyport.Tests.Identity.Users;

public sealed class Argon2idTests
{
    [Fact]
    public void The_vector_of_RFC_9106_section_5_3_comes_out()
    {
        var tag = new byte[32];
        Argon2id.Derive(Filled(1, 32), Filled(2, 16), Filled(3, 8), Filled(4, 12), new Argon2Parameters(32, 3, 4), tag);
        Assert.Equal("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659", Convert.ToHexStringLower(tag));
    }

    [Theory]
    [InlineData(65536, 2, 1, "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7")]
    [InlineData(256, 2, 1, "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe")]
    [InlineData(256, 2, 2, "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037")]
    public void The_vectors_of_the_reference_implementation_come_out(int memoryKib, int passes, int lanes, string expected)
    {
        var tag = new byte[32];
        Argon2id.Derive("password"u8, "somesalt"u8, [], [], new Argon2Parameters(memoryKib, passes, lanes), tag);
        Assert.Equal(expected, Convert.ToHexStringLower(tag));
    }

    [Fact]
    public void The_scalar_and_the_vector_permutation_agree()
    {
        Assert.SkipUnless(VectorPermutation.IsSupported, "This processor has no AVX2.");
        var words = new ulong[128];
        RandomNumberGenerator.Fill(System.Runtime.InteropServices.MemoryMarshal.AsBytes(words.AsSpan()));
        var scalar = words.ToArray();
        ScalarPermutation.Apply(scalar);
        VectorPermutation.Apply(words);
        Assert.Equal(scalar, words);
    }

    [Theory]
    [InlineData("", "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce")]
    [InlineData("abc", "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")]
    public void Blake2b_gives_the_published_hashes(string text, string expected)
    {
        var hash = new byte[64];
        Blake2b.Hash(Encoding.ASCII.GetBytes(text), hash);
        Assert.Equal(expected, Convert.ToHexStringLower(hash));
    }

    [Fact]
    public void One_password_costs_a_noticeable_but_bearable_time()
    {
        var tag = new byte[32];
        Argon2id.Derive("warm"u8, Filled(2, 16), [], [], new Argon2Parameters(19 * 1024, 2, 1), tag);
        var start = Stopwatch.GetTimestamp();
        Argon2id.Derive("password"u8, Filled(2, 16), [], [], new Argon2Parameters(19 * 1024, 2, 1), tag);
        var elapsed = Stopwatch.GetElapsedTime(start);
        TestContext.Current.TestOutputHelper?.WriteLine($"{elapsed.TotalMilliseconds:F1} ms");
        Assert.InRange(elapsed, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5));
    }

    private static byte[] Filled(byte value, int count) => Enumerable.Repeat(value, count).ToArray();
}
