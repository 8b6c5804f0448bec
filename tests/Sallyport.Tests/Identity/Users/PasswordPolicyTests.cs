using Sallyport.Core.Access;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Sallyport.Identity.Users;
using Xunit;

namespace Sallyport.Tests.Identity.Users;

public sealed class PasswordPolicyTests : IDisposable
{
    private readonly string _list = Path.Combine(Path.GetTempPath(), "sallyport-breach-" + RandomNumberGenerator.GetHexString(12, lowercase: true));

    public void Dispose() => File.Delete(_list);

    [Theory]
    [InlineData("qwertyuiop12")]
    [InlineData("abcdefghijklmnop")]
    [InlineData("zyxwvutsrqpon")]
    [InlineData("098765432109876")]
    [InlineData("Blue7Blue7Blue7")]
    [InlineData("asdfghjkl1234567890")]
    [InlineData("mnbvcxzlkjhgfdsa")]
    public void What_repeats_or_runs_along_the_keyboard_is_refused(string password) =>
        Assert.NotNull(FindFault(new PasswordOptions(), password));

    [Theory]
    [InlineData("my ann is the best one", "user name")]
    [InlineData("MY ANN IS THE BEST ONE", "user name")]
    [InlineData("open the sallyport now", "sallyport")]
    public void A_password_does_not_hold_the_user_s_or_the_product_s_name(string password, string reason) =>
        Assert.Contains(reason, FindFault(new PasswordOptions(), password), StringComparison.Ordinal);

    [Fact]
    public void Of_an_address_as_user_name_the_part_before_the_at_counts() =>
        Assert.Contains("user name", new PasswordPolicy(Options.Create(new PasswordOptions())).FindFault("with carol again 7", "carol@example.org", PermissionReach.Read), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "only lower letters here", null)]
    [InlineData(3, "only lower letters here", "3 of")]
    [InlineData(3, "Only lower letters here", null)]
    [InlineData(4, "Only lower letters here", "4 of")]
    [InlineData(4, "Only 4 letters here", null)]
    public void Kinds_of_characters_count_where_they_are_asked_for(int kinds, string password, string? reason)
    {
        var fault = FindFault(new PasswordOptions { RequiredKinds = kinds }, password);
        Assert.Equal(reason is null, fault is null);
        Assert.Contains(reason ?? "", fault ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PermissionReach.Read, 14, true)]
    [InlineData(PermissionReach.Operate, 13, false)]
    [InlineData(PermissionReach.Administer, 19, false)]
    [InlineData(PermissionReach.Administer, 20, true)]
    public void Administrators_may_have_to_choose_longer_ones(PermissionReach reach, int length, bool isGood)
    {
        var policy = new PasswordPolicy(Options.Create(new PasswordOptions { MinLength = 14, AdminMinLength = 20 }));
        Assert.Equal(isGood, policy.FindFault("x7 pl-Qe9 wmRt2 sKv4"[..length], "ann", reach) is null);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(500)]
    public void A_password_of_the_breach_list_is_refused_wherever_it_stands_and_no_other_is(int count)
    {
        var known = Enumerable.Range(0, count).Select(i => $"known phrase {i} of many").ToList();
        WriteList(known);
        var options = new PasswordOptions { BreachListFile = _list };
        Assert.All(known, password => Assert.Contains("breach", FindFault(options, password), StringComparison.Ordinal));
        Assert.All(Enumerable.Range(0, 500), i => Assert.Null(FindFault(options, $"other phrase {i} of many")));
    }

    [Fact]
    public void A_breach_list_without_counts_with_lower_case_and_other_line_ends_is_read()
    {
        var hashes = Enumerable.Range(0, 50).Select(i => Hash($"known phrase {i} of many").ToLowerInvariant()).Order(StringComparer.Ordinal);
        File.WriteAllText(_list, string.Join("\r\n", hashes));
        Assert.Contains("breach", FindFault(new PasswordOptions { BreachListFile = _list }, "known phrase 49 of many"), StringComparison.Ordinal);
        Assert.Null(FindFault(new PasswordOptions { BreachListFile = _list }, "other phrase 49 of many"));
    }

    [Fact]
    public void A_breach_list_that_went_away_lets_no_password_pass() =>
        Assert.Contains("cannot be read", FindFault(new PasswordOptions { BreachListFile = _list }, "a long enough phrase"), StringComparison.Ordinal);

    [Fact]
    public void A_breach_list_with_a_torn_line_lets_no_password_pass()
    {
        File.WriteAllText(_list, Hash("a") + ":1\n" + string.Join('\n', Enumerable.Repeat("torn", 300)) + "\n");
        Assert.Contains("cannot be read", FindFault(new PasswordOptions { BreachListFile = _list }, "a long enough phrase"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_rules_are_valid() => Assert.True(new PasswordOptionsValidator().Validate(null, new PasswordOptions()).Succeeded);

    [Fact]
    public void Every_fault_of_the_rules_is_listed_with_its_key()
    {
        File.WriteAllText(_list, "password\n");
        var options = new PasswordOptions
        {
            MinLength = 1, AdminMinLength = 65, RequiredKinds = 5, History = 25, MaxAge = TimeSpan.FromDays(-1), HashMemoryMib = 1, HashPasses = 1, BreachListFile = _list,
        };
        var text = string.Join('\n', new PasswordOptionsValidator().Validate(null, options).Failures ?? []);
        Assert.All(
            ["MinLength", "AdminMinLength", "RequiredKinds", "History", "MaxAge", "HashMemoryMib", "HashPasses", "BreachListFile"],
            key => Assert.Contains($"Passwords:{key}", text, StringComparison.Ordinal));
    }

    private static string? FindFault(PasswordOptions options, string password) =>
        new PasswordPolicy(Options.Create(options)).FindFault(password, "ann", PermissionReach.Read);

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The lists are published as SHA-1.")]
    private static string Hash(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));

    private void WriteList(IEnumerable<string> passwords) =>
        File.WriteAllText(_list, string.Concat(passwords.Select(Hash).Order(StringComparer.Ordinal).Select((hash, i) => $"{hash}:{(i * 7919) + 1}\n")));
}
