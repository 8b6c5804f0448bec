namespace Sallyport.Controls.Vault;

/// <summary>Where the master key comes from that seals upstream credentials.</summary>
public sealed class VaultOptions
{
    /// <summary>The key itself: 32 random bytes in Base64. Set by <c>SALLYPORT_MASTER_KEY</c>. Default: none.</summary>
    public string? MasterKey { get; set; }

    /// <summary>
    /// A file with the key in Base64, readable by its owner only. Set by <c>SALLYPORT_MASTER_KEY_FILE</c>. Default: none, and a key is
    /// made in <c>master.key</c> in <see cref="DataDirectory"/>.
    /// </summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>The folder for a key that we make. Default: the data directory of the storage section.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Does not show the key.</summary>
    public override string ToString() => nameof(VaultOptions);
}
