rule WalletSeedFile
{
    meta:
        description = "A wallet's key store"
        severity = "high"
        score = 80
    strings:
        $crypto = "\"crypto\""
        $cipher = "\"ciphertext\""
        $kdf = /"kdf"\s*:\s*"(scrypt|pbkdf2)"/
    condition:
        all of them and filesize < 64KB
}
