using System.Globalization;
using System.Text.Json;

namespace Sallyport.Detection.Rules;

/// <summary>Reads the fields of one JSON object and collects every fault, so that an author sees all of them at once.</summary>
internal sealed class RuleDocument(JsonElement root, string source, List<RuleFault> faults)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Reports a fault.</summary>
    public void Fault(string message) => faults.Add(new RuleFault(source, message));

    /// <summary>A text that must be there and not be empty.</summary>
    public string Text(string field)
    {
        if (Find(field) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text)
        {
            return text;
        }

        Fault($"'{field}' is missing or not a text");
        return "";
    }

    /// <summary>A text that may be absent.</summary>
    public string? OptionalText(string field) => Find(field) is null ? null : Text(field);

    /// <summary>A flag; false when absent.</summary>
    public bool Flag(string field)
    {
        switch (Find(field)?.ValueKind)
        {
            case null or JsonValueKind.False:
                return false;
            case JsonValueKind.True:
                return true;
            default:
                Fault($"'{field}' is not true or false");
                return false;
        }
    }

    /// <summary>A number within bounds; a missing one is a fault unless there is a default.</summary>
    public double Number(string field, double least, double most, double? byDefault = null)
    {
        var value = Find(field);
        if (value is null && byDefault is { } fallback)
        {
            return fallback;
        }

        if (value is { ValueKind: JsonValueKind.Number } && value.Value.TryGetDouble(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fault(string.Create(CultureInfo.InvariantCulture, $"'{field}' is missing or not a number from {least} to {most}"));
        return least;
    }

    /// <summary>A list of texts; <paramref name="isRequired"/> asks for at least one.</summary>
    public IReadOnlyList<string> Texts(string field, bool isRequired)
    {
        var value = Find(field);
        if (value is null && !isRequired)
        {
            return [];
        }

        if (value is not { ValueKind: JsonValueKind.Array } || (isRequired && value.Value.GetArrayLength() == 0))
        {
            Fault($"'{field}' is missing, empty or not a list");
            return [];
        }

        List<string> texts = [];
        foreach (var item in value.Value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 } text)
            {
                texts.Add(text);
            }
            else
            {
                Fault($"'{field}' holds something that is not a text");
            }
        }

        return texts;
    }

    /// <summary>A word of a closed list, written in snake case.</summary>
    public T Word<T>(string field, T byDefault, bool isRequired)
        where T : struct, Enum
    {
        if (Find(field) is null && !isRequired)
        {
            return byDefault;
        }

        return ParseWord(field, Text(field), byDefault);
    }

    /// <summary>Reads a word of a closed list.</summary>
    public T ParseWord<T>(string field, string word, T byDefault)
        where T : struct, Enum
    {
        var name = word.Replace("_", "", StringComparison.Ordinal);
        if (name.Length > 0 && !char.IsAsciiDigit(name[0]) && Enum.TryParse<T>(name, ignoreCase: true, out var parsed))
        {
            return parsed;
        }

        Fault($"'{field}' holds '{word}'; known are {string.Join(", ", Enum.GetNames<T>())}");
        return byDefault;
    }

    /// <summary>The raw value of a field; null when absent.</summary>
    public JsonElement? Find(string field)
    {
        _read.Add(field);
        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty(field, out var value) ? value : null;
    }

    /// <summary>Reports fields nobody asked for: a misspelt name must not be ignored silently.</summary>
    public void FaultUnread()
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            Fault("is not a JSON object");
            return;
        }

        foreach (var property in root.EnumerateObject())
        {
            if (!_read.Contains(property.Name))
            {
                Fault($"unknown field '{property.Name}'");
            }
        }
    }
}
