using Sallyport.Detection;
using Sallyport.Detection.Recognizers;
using Xunit;

namespace Sallyport.Tests.Detection.Recognizers;

public sealed class EntityScannerTests
{
    [Theory]
    [InlineData("write to ada.lovelace+x@mail.example.co.uk.", EntityType.Email, "ada.lovelace+x@mail.example.co.uk")]
    [InlineData("card 4111 1111 1111 1111 12/27", EntityType.CreditCard, "4111 1111 1111 1111")]
    [InlineData("378282246310005", EntityType.CreditCard, "378282246310005")]
    [InlineData("pay GB82 WEST 1234 5698 7654 32 today", EntityType.Iban, "GB82 WEST 1234 5698 7654 32")]
    [InlineData("DE89370400440532013000", EntityType.Iban, "DE89370400440532013000")]
    [InlineData("SSN 536-90-4399", EntityType.UsSsn, "536-90-4399")]
    [InlineData("host 203.0.113.77 answered", EntityType.IpAddress, "203.0.113.77")]
    [InlineData("at 2001:db8::8a2e:370:7334 now", EntityType.IpAddress, "2001:db8::8a2e:370:7334")]
    [InlineData("call (415) 555-2671 now", EntityType.Phone, "(415) 555-2671")]
    [InlineData("ring 415.555.2671", EntityType.Phone, "415.555.2671")]
    [InlineData("+44 7700 900123", EntityType.Phone, "+44 7700 900123")]
    [InlineData("at 020 7946 0958 please", EntityType.Phone, "020 7946 0958")]
    [InlineData("655 437 108 office", EntityType.Phone, "655 437 108")]
    [InlineData("28-64-66-98 Fax", EntityType.Phone, "28-64-66-98")]
    [InlineData("my number is 555 0143 12", EntityType.Phone, "555 0143 12")]
    [InlineData("3521213764418045", EntityType.CreditCard, "3521213764418045")]
    [InlineData("my card 122000000000003 is lost", EntityType.CreditCard, "122000000000003")]
    [InlineData("seen by ip:2001:db8::7 today", EntityType.IpAddress, "2001:db8::7")]
    [InlineData("a@xn--d1acufc.xn--p1ai", EntityType.Email, "a@xn--d1acufc.xn--p1ai")]
    public void A_valid_value_is_found_with_its_exact_range(string text, EntityType type, string value)
    {
        var match = Assert.Single(Find(text));
        Assert.Equal((type, value), (match.Type, text[match.Start..match.End]));
    }

    [Theory]
    [InlineData("postgres://admin:Tr0ub4dor:3xyz@db.example.com/x", "Tr0ub4dor")]
    [InlineData("mongodb://root:K7mQ;vT2x&b9z@db.example.com", "K7mQ")]
    public void An_address_inside_a_connection_string_leaves_no_part_of_the_password(string text, string password)
    {
        var at = text.IndexOf(password, StringComparison.Ordinal);
        Assert.Contains(Find(text), match => match.Type == EntityType.ApiKey && match.Start <= at && match.End >= at + password.Length);
    }

    [Fact]
    public void Numbers_beside_each_other_are_told_apart_by_how_they_are_written()
    {
        const string Text = "4012888888881881 4012-8888-8888-1881 4012 8888 8888 1881";
        Assert.Equal(["4012888888881881", "4012-8888-8888-1881", "4012 8888 8888 1881"], Find(Text).Select(match => Text[match.Start..match.End]));
    }

    [Fact]
    public void Of_two_types_that_claim_the_same_number_the_one_that_is_named_is_told()
    {
        var report = RepositoryRules.Engine.Analyze("Phone her: the driver's license number is 6940579", ScanDirection.Input, RepositoryRules.Everything);
        Assert.Equal(["DRIVER_LICENSE"], report.Findings.Where(finding => finding.Category == "pii").Select(finding => finding.Entity));
    }

    [Theory]
    [InlineData("card 4111 1111 1111 1112")]
    [InlineData("GB82 WEST 1234 5698 7654 33")]
    [InlineData("666-12-3456 and 000-12-3456 and 900-12-3456")]
    [InlineData("version 10.2.3.4 of the package")]
    [InlineData("127.0.0.1 and 0.0.0.0 and ::1")]
    [InlineData("at 12:30:15 on 2024-01-31")]
    [InlineData("order 8412345678, id 1700000000000")]
    [InlineData("user@localhost and @mention and a@b")]
    [InlineData("122000000000003")]
    [InlineData("12345:db8::1 and 2001::25de::cade and text2001:db8::1")]
    [InlineData("655 437 108 officers and 28-64-66-98 items")]
    [InlineData("my card number is 36168002586008")]
    [InlineData("released 31.01.2024, price 1,234,567.89")]
    [InlineData("commit 3f2504e04f8911d39a0c0305e82c3301")]
    public void What_only_looks_like_a_value_is_left_alone(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("sure: 655 437 108 off", "655 437 108 off")]
    [InlineData("sure: 655 437 108-", "655 437 108-")]
    [InlineData("sure: 655 437 108 offended", "")]
    [InlineData("in 2024 no", "")]
    public void A_number_stays_open_while_its_label_is_under_way(string text, string open)
    {
        var start = OpenEntity.StartIn(text, EntitySet.Of(EntityType.Phone));
        Assert.Equal(open, start < 0 ? "" : text[start..]);
    }

    [Fact]
    public void A_private_key_block_is_taken_as_a_whole()
    {
        const string Block = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAKC\n-----END RSA PRIVATE KEY-----";
        var match = Assert.Single(Find("key:\n" + Block + "\nend"));
        Assert.Equal((EntityType.PrivateKey, Block.Length), (match.Type, match.Length));
    }

    private static List<EntityMatch> Find(string text)
    {
        List<EntityMatch> matches = [];
        RepositoryRules.Engine.Entities.Find(text, EntitySet.All, matches);
        return matches;
    }
}
