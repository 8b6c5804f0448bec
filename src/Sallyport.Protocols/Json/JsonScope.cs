using System.Text.Json;

namespace Sallyport.Protocols.Json;

/// <summary>An object or array that <see cref="JsonTextFinder"/> is inside of, and what its fields have said about its texts so far.</summary>
internal struct JsonScope
{
    internal JsonField Field;
    internal int FirstText;
    internal int OuterIndex;
    internal int InnerIndex;
    internal FieldRole Role;
    internal bool HasRole;
    internal bool IsRemembered;
    internal bool OwnsFact;

    /// <summary>
    /// Takes an index. False for a value that readers might take for different ones: <c>"0"</c> is 0 to some and a name of its own to others,
    /// and of two that differ some take the first. Whole numbers are one however they are written; null says as little as no index.
    /// </summary>
    internal bool TryTakeIndex(ref Utf8JsonReader reader, JsonField field)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.Number || !TryWhole(ref reader, out var index))
        {
            return false;
        }

        ref var own = ref field.IsOuterIndex ? ref OuterIndex : ref InnerIndex;
        var isFirst = own < 0 || own == index;
        own = index;
        return isFirst;
    }

    private static bool TryWhole(ref Utf8JsonReader reader, out int index)
    {
        if (reader.TryGetInt32(out index))
        {
            return index >= 0;
        }

        var isWhole = reader.TryGetDouble(out var value) && value is >= 0 and <= int.MaxValue && value == Math.Floor(value);
        index = isWhole ? (int)value : 0;
        return isWhole;
    }
}
