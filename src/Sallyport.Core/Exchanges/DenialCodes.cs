using System.Collections.Frozen;
using System.Text.Json;

namespace Sallyport.Core.Exchanges;

/// <summary>The stable names of <see cref="DenialCode"/>: snake case, as the public contract writes them.</summary>
public static class DenialCodes
{
    private static readonly FrozenDictionary<DenialCode, string> Names =
        Enum.GetValues<DenialCode>().ToFrozenDictionary(code => code, code => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString()));

    /// <summary>The name, for example <c>content_blocked</c>.</summary>
    public static string ToWire(DenialCode code) => Names[code];
}
