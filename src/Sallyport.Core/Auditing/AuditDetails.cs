using System.Text.Json;
using Sallyport.Core.Api;

namespace Sallyport.Core.Auditing;

/// <summary>Writes the details of an audit entry.</summary>
public static class AuditDetails
{
    /// <summary>The value as JSON in snake case. The caller leaves secrets out.</summary>
    public static string Of<T>(T value) => JsonSerializer.Serialize(value, ApiJson.Options);
}
