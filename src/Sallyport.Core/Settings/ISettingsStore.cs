using Sallyport.Core.Auditing;

namespace Sallyport.Core.Settings;

/// <summary>Durable key–value settings that operators change at run time.</summary>
public interface ISettingsStore
{
    /// <summary>All settings that differ from their default.</summary>
    Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Writes these values; null removes one, so that its default holds again.</summary>
    Task WriteAsync(IReadOnlyDictionary<string, string?> values, AuditEntry audit, CancellationToken cancellationToken);
}
