// Droppers and hidden scripts in what tools and documents bring along.

private rule LooksLikeScript
{
    strings:
        $php = "<?php" nocase
        $vbs = "WScript.Shell" nocase ascii wide
        $ps = "powershell" nocase fullword
    condition:
        any of them
}

rule EncodedPowerShell : code_injection
{
    meta:
        description = "PowerShell started with an encoded command"
        severity = "critical"
        action = "block"
    strings:
        $start = /powershell(\.exe)?\s+[^\n]{0,80}-e(nc|ncodedcommand)?\s+[A-Za-z0-9+\/]{16,200}/ nocase
    condition:
        LooksLikeScript and $start
}

rule HiddenDownloadCradle : code_injection
{
    meta:
        description = "A download and its execution, plain, two bytes a character, or inside base64"
        severity = "high"
    strings:
        $plain = "DownloadString(" nocase ascii wide
        $inside = "DownloadString(" base64 base64wide
        $run = /\b(iex|invoke-expression)\b/ nocase
    condition:
        $inside or ($plain and $run)
}

rule XorHiddenExecutable : code_injection
{
    meta:
        description = "The message every DOS program begins with, hidden by a one-byte key"
        severity = 85
        direction = "tool_result,output"
    strings:
        $stub = "This program cannot be run in DOS mode" xor(1-255)
    condition:
        $stub
}

rule ExecutableHeaderInText : code_injection
{
    meta:
        description = "An executable's header at the start of a text"
        severity = "high"
    strings:
        $pe = { 4D 5A [2-60] ( 50 45 00 00 | 4C 69 6E 6B ) }
        $elf = { 7F 45 4C 46 ( 01 | 02 ) 01 }
    condition:
        $pe at 0 or $elf in (0..16)
}
