using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sallyport.Protocols.Json;

/// <summary>
/// Names many places of one document in a single pass. Reading from the front for each of them would let a body of nothing but matches
/// cost the square of its length.
/// </summary>
public ref struct JsonPointerWalk
{
    private static readonly SearchValues<char> PlainName = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(code => code is not '@')]);

    private readonly List<Step> _path = [];
    private Utf8JsonReader _reader;
    private bool _isOver;

    /// <summary>Begins at the front.</summary>
    /// <param name="json">The document.</param>
    public JsonPointerWalk(ReadOnlySpan<byte> json) => _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonTextFinder.MaxDepth });

    /// <summary>The pointer of the value at or around a byte offset; empty for the root. Offsets must not fall from call to call.</summary>
    public string At(int byteOffset)
    {
        try
        {
            while (!IsAt(byteOffset) && !_isOver)
            {
                _isOver = !_reader.Read();
                if (!_isOver)
                {
                    Advance();
                }
            }
        }
        catch (JsonException)
        {
            // Malformed behind the last step: what has been walked is the best answer.
            _isOver = true;
        }

        return Format();
    }

    private readonly bool IsAt(int byteOffset) =>
        _reader.TokenType is not (JsonTokenType.None or JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.StartArray)
        && _reader.BytesConsumed > byteOffset;

    private void Advance()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _path[^1] = new Step(Shown(JsonText.Decode(_reader.ValueSpan)), -1);
                return;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _path.RemoveAt(_path.Count - 1);
                return;
        }

        if (_path.Count > 0 && _path[^1].Name is null)
        {
            _path[^1] = new Step(null, _path[^1].Index + 1);
        }

        if (_reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            _path.Add(new Step(_reader.TokenType == JsonTokenType.StartArray ? null : "", -1));
        }
    }

    // Pointers are recorded, texts are not: a name that is really somebody's text or address must not enter a record this way.
    private static string Shown(string name) => name.Length <= JsonTextFinder.LongestPlainName && !name.AsSpan().ContainsAnyExcept(PlainName) ? name : "*";

    private readonly string Format()
    {
        var pointer = new StringBuilder();
        foreach (var step in _path)
        {
            pointer.Append('/').Append(
                step.Name?.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)
                ?? step.Index.ToString(CultureInfo.InvariantCulture));
        }

        return pointer.ToString();
    }

    private readonly record struct Step(string? Name, int Index);
}
