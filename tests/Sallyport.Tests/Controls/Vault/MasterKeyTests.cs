using System.Security.Cryptography;
using Sallyport.Controls.Vault;
using Xunit;

namespace Sallyport.Tests.Controls.Vault;

public sealed class MasterKeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sallyport-vault-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_missing_key_is_made_once_readable_by_its_owner_only()
    {
        var options = new VaultOptions { DataDirectory = Path.Combine(_folder.FullName, "data") };
        var made = MasterKeyFile.Load(options);
        Assert.Equal(made.Id, MasterKeyFile.Load(options).Id);
        Assert.Matches("^[0-9a-f]{16}$", made.Id);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(MasterKeyFile.GeneratedPath(options)));
        }

        Assert.True(new VaultOptionsValidator().Validate(null, options).Succeeded);
    }

    [Fact]
    public void The_setting_and_the_file_give_the_same_key()
    {
        var text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        Assert.Equal(MasterKeyFile.Load(new VaultOptions { MasterKey = text }).Id, MasterKeyFile.Load(new VaultOptions { MasterKeyFile = Write(text + "\n") }).Id);
    }

    [Theory]
    [InlineData("not base64!", "not Base64")]
    [InlineData("c2hvcnQ=", "has 5 bytes")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "not random")]
    [InlineData("YWFhYWFhYWFiYmJiYmJiYmNjY2NjY2NjZGRkZGRkZGQ=", "not random")]
    [InlineData("", "has 0 bytes")]
    public void Bad_keys_are_refused_without_being_repeated(string text, string reason)
    {
        var fault = MasterKey.FindFault(text);
        Assert.Contains(reason, fault, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => MasterKey.Parse(text));
        Assert.True(text.Length == 0 || !(fault ?? "").Contains(text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_key_file_open_to_others_is_refused_with_the_remedy(UnixFileMode others)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix file modes.");
        var path = Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        }

        var exception = Assert.Throws<InvalidDataException>(() => MasterKeyFile.Load(new VaultOptions { MasterKeyFile = path }));
        Assert.Contains($"chmod 600 {path}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_of_the_options_is_listed()
    {
        var options = new VaultOptions { MasterKey = "c2hvcnQ=", MasterKeyFile = Path.Combine(_folder.FullName, "absent"), DataDirectory = " " };
        Assert.Equal(4, new VaultOptionsValidator().Validate(null, options).Failures?.Count());
    }

    private string Write(string text)
    {
        var path = Path.Combine(_folder.FullName, "key");
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }
}
