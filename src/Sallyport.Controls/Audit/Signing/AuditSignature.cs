namespace Sallyport.Controls.Audit.Signing;

/// <summary>A signature under the head of a day or under a tombstone.</summary>
/// <param name="KeyId">Which key signed.</param>
/// <param name="At">When; part of what was signed.</param>
/// <param name="Value">ECDSA over P-256 with SHA-256, DER (RFC 3279), Base64.</param>
public sealed record AuditSignature(string KeyId, DateTimeOffset At, string Value);
