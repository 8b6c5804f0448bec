using Microsoft.Extensions.Options;

namespace Sallyport.Controls.Vault;

/// <summary>Finds every fault of <see cref="VaultOptions"/>, without making a key.</summary>
public sealed class VaultOptionsValidator : IValidateOptions<VaultOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, VaultOptions options)
    {
        var faults = new List<string>();
        var hasKey = !string.IsNullOrEmpty(options.MasterKey);
        var hasFile = !string.IsNullOrEmpty(options.MasterKeyFile);
        if (hasKey && hasFile)
        {
            faults.Add("Vault:MasterKey (SALLYPORT_MASTER_KEY) and Vault:MasterKeyFile (SALLYPORT_MASTER_KEY_FILE) are both set; set one.");
        }

        if (hasKey && MasterKey.FindFault(options.MasterKey ?? "") is { } keyFault)
        {
            faults.Add($"Vault:MasterKey (SALLYPORT_MASTER_KEY): {keyFault}");
        }

        if (hasFile && MasterKeyFile.FindFault(options.MasterKeyFile ?? "") is { } fileFault)
        {
            faults.Add($"Vault:MasterKeyFile (SALLYPORT_MASTER_KEY_FILE): {fileFault}");
        }

        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            faults.Add("Vault:DataDirectory (SALLYPORT_DATA_DIR) is empty; name a folder.");
        }
        else if (!hasKey && !hasFile && MasterKeyFile.GeneratedPath(options) is var path && File.Exists(path) && MasterKeyFile.FindFault(path) is { } madeFault)
        {
            faults.Add(madeFault);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
