using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Sallyport.Protocols.Json;

/// <summary>
/// Finds every text in JSON bytes in one pass, driven by a format's table, and remembers the single values the table asks for.
/// Keeps its arrays between calls: one finder serves a whole stream, never two threads at once.
/// </summary>
/// <remarks>
/// Limits: a number is text only within a structure that no table describes, such as a tool call's input, and only whole with nine to nineteen
/// digits, as cards, accounts and telephones have; elsewhere the provider's API tells what it is. A property's name is text when it does not
/// look like a name (white space, '@', escapes, other than ASCII, or long). A structural string (id, URL, base64) is believed to be
/// one when it is ASCII without white space and escapes; else it is unknown text.
/// </remarks>
public sealed class JsonTextFinder
{
    /// <summary>The deepest nesting accepted.</summary>
    public const int MaxDepth = 64;

    /// <summary>How many different facts a table can ask for.</summary>
    public const int MaxFacts = 32;

    /// <summary>The most texts accepted in one document. Each costs many times its own bytes to describe, so size alone is no bound.</summary>
    public const int MaxTexts = 200_000;

    private const int LongestName = 256;
    private const int FewestDigits = 9;
    private const int MostDigits = 19;
    internal const int LongestPlainName = 64;

    // Printable ASCII without the escape sign: other kinds of white space would hide words from a test for the plain one.
    private static readonly SearchValues<byte> Structural = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (byte)code).Where(code => code != '\\')]);
    private static readonly SearchValues<byte> PlainName = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (byte)code).Where(code => code is not ((byte)'\\' or (byte)'@'))]);

    private readonly int _eventTypeFact;
    private readonly JsonFact[] _facts = new JsonFact[MaxFacts];
    private StreamedText? _streamed;
    private JsonScope[] _scopes = new JsonScope[12];
    private FoundText[] _texts = new FoundText[8];
    private int _count;
    private int _depth;
    private uint _seen;

    /// <summary>Makes a finder.</summary>
    /// <param name="eventTypeFact">The fact that holds an event's type, for tables with event types.</param>
    public JsonTextFinder(int eventTypeFact = JsonField.NoFact) => _eventTypeFact = eventTypeFact;

    /// <summary>The texts, in the order of the bytes.</summary>
    public ReadOnlySpan<FoundText> Texts => _texts.AsSpan(0, _count);

    /// <summary>How many UTF-16 units <see cref="Decode"/> needs at most.</summary>
    public int MaxChars { get; private set; }

    /// <summary>Whether a watched object holds a property that differs from a known one only in case.</summary>
    public bool HasCaseVariant { get; private set; }

    /// <summary>Whether an index was something else than one whole number, so that readers may put the text beside it in different places.</summary>
    public bool HasOddIndex { get; private set; }

    /// <summary>Whether the event read last differs from the one before in its one text only: what its facts say is known already.</summary>
    public bool IsRepeat { get; private set; }

    /// <summary>A value the table asked for.</summary>
    public JsonFact Fact(int fact) => (_seen & (1u << fact)) != 0 ? _facts[fact] : default;

    /// <summary>Reads the bytes. Texts and facts are valid until the next call.</summary>
    public JsonFault Find(ReadOnlySpan<byte> json, JsonField root)
    {
        _count = 0;
        _depth = -1;
        _seen = 0;
        HasCaseVariant = false;
        HasOddIndex = false;
        IsRepeat = false;
        MaxChars = 0;
        if (!Utf8.IsValid(json))
        {
            return JsonFault.NotUtf8;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        try
        {
            if (Walk(ref reader, json, root) is var fault and not JsonFault.None)
            {
                return fault;
            }
        }
        catch (JsonException)
        {
            // The reader has no other way to say it.
            return JsonFault.Malformed;
        }

        foreach (ref readonly var text in Texts)
        {
            MaxChars += text.Length;
        }

        return JsonFault.None;
    }

    /// <summary>Reads an event of a stream as <see cref="Find"/> does, at a fraction of the cost where it is like the one before.</summary>
    public JsonFault FindNext(ReadOnlySpan<byte> json, JsonField root)
    {
        if (_streamed is not null && _streamed.TryMatch(json, root, out var length))
        {
            StreamedText.Resize(ref _texts[0], length, _facts, _seen);
            MaxChars = length;
            IsRepeat = true;
            return JsonFault.None;
        }

        _streamed?.Forget();
        var fault = Find(json, root);
        if (fault == JsonFault.None && !HasCaseVariant && StreamedText.IsOnly(Texts, _facts, _seen))
        {
            (_streamed ??= new StreamedText()).Keep(json, root, _texts[0]);
        }

        return fault;
    }

    /// <summary>Decodes all texts one after the other into a buffer of <see cref="MaxChars"/> units and notes where each stands.</summary>
    public void Decode(ReadOnlySpan<byte> json, Span<char> destination)
    {
        var position = 0;
        foreach (ref var text in _texts.AsSpan(0, _count))
        {
            var content = json.Slice(text.Start, text.Length);
            text.TextStart = position;
            text.TextLength = text.IsEscaped
                ? JsonText.Decode(content, destination[position..])
                : Encoding.UTF8.GetChars(content, destination[position..]);
            position += text.TextLength;
        }
    }

    /// <summary>False where the nesting is too deep; what lies deeper is not read at all.</summary>
    private JsonFault Walk(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, JsonField root)
    {
        var field = root;
        var nameStart = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    nameStart = (int)reader.TokenStartIndex;
                    field = Child(ref reader);
                    OnName(ref reader);
                    break;
                case JsonTokenType.String:
                    OnString(ref reader, field, nameStart);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    if (_depth + 1 == MaxDepth)
                    {
                        return JsonFault.TooDeep;
                    }

                    Note(ref reader, field, nameStart);
                    Enter(field);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    Leave((int)reader.BytesConsumed, json);
                    // Behind an array's element comes another element of the same field, or the array's end.
                    field = _depth >= 0 ? _scopes[_depth].Field : root;
                    break;
                case JsonTokenType.Number:
                    Note(ref reader, field, nameStart);
                    OnNumber(ref reader, json, field, nameStart);
                    break;
                default:
                    Note(ref reader, field, nameStart);
                    break;
            }

            if (_count > MaxTexts)
            {
                return JsonFault.TooManyTexts;
            }
        }

        return JsonFault.None;
    }

    private void OnName(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        if (name.Length > LongestPlainName || name.ContainsAnyExcept(PlainName))
        {
            var role = _scopes[_depth].Field.Role == FieldRole.ToolDefinition ? FieldRole.ToolDefinition : FieldRole.Unknown;
            Add(ref reader, JsonField.AnyText, role);
        }
    }

    private JsonField Child(ref Utf8JsonReader reader)
    {
        var parent = _scopes[_depth].Field;
        bool isVariant;
        JsonField child;
        if (!reader.ValueIsEscaped)
        {
            child = parent.Child(reader.ValueSpan, out isVariant);
        }
        else if (reader.ValueSpan.Length <= LongestName)
        {
            // "mod\u0065l" is the model's name to every JSON reader, so it must be to this one.
            Span<char> text = stackalloc char[LongestName];
            Span<byte> name = stackalloc byte[LongestName * 3];
            var units = JsonText.Decode(reader.ValueSpan, text);
            child = parent.Child(name[..Encoding.UTF8.GetBytes(text[..units], name)], out isVariant);
        }
        else
        {
            child = parent.Other ?? JsonField.AnyText;
            isVariant = false;
        }

        HasCaseVariant |= isVariant;
        return child;
    }

    private void OnString(ref Utf8JsonReader reader, JsonField field, int nameStart)
    {
        Note(ref reader, field, nameStart);
        var content = reader.ValueSpan;
        if (field.TellsRole && field.TryRole(content, out var told) && _depth >= 0)
        {
            ref var scope = ref _scopes[_depth];
            scope.Role = scope.HasRole && scope.Role != told ? FieldRole.Unknown : told;
            scope.HasRole = true;
        }

        var role = field.Role;
        if (role == FieldRole.Structural)
        {
            if (!content.ContainsAnyExcept(Structural))
            {
                return;
            }

            role = FieldRole.Unknown;
        }

        if (!content.IsEmpty)
        {
            Add(ref reader, field, role);
            _texts[_count - 1].IsFreeValue = IsFree(field);
        }
    }

    // The tables' nodes for whatever a caller puts there are their own children.
    private bool IsFree(JsonField field) => _depth >= 0 && ReferenceEquals(_scopes[_depth].Field, field) && ReferenceEquals(field.Other, field);

    private void OnNumber(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, JsonField field, int nameStart)
    {
        var digits = reader.ValueSpan;
        if (digits.Length is < FewestDigits or > MostDigits || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || field.Role == FieldRole.Structural || !IsFree(field))
        {
            return;
        }

        Add(ref reader, field, field.Role);
        ref var text = ref _texts[_count - 1];
        text.Start--;
        text.IsNumber = true;
        text.NameStart = nameStart + 1;
        text.NameLength = Math.Max(0, json[text.NameStart..].IndexOf((byte)'"'));
    }

    private void Add(ref Utf8JsonReader reader, JsonField field, FieldRole role)
    {
        if (_count == _texts.Length)
        {
            Array.Resize(ref _texts, _count * 2);
        }

        _texts[_count++] = new FoundText
        {
            Start = (int)reader.TokenStartIndex + 1,
            Length = reader.ValueSpan.Length,
            Role = role,
            Stream = field.Stream,
            IsJsonText = field.IsJsonText,
            IsReadOnly = field.IsReadOnly,
            IsEscaped = reader.ValueIsEscaped,
            OuterIndex = -1,
            InnerIndex = -1,
        };
    }

    private void Note(ref Utf8JsonReader reader, JsonField field, int nameStart)
    {
        if (field.IsIndex && _depth >= 0)
        {
            HasOddIndex |= !_scopes[_depth].TryTakeIndex(ref reader, field);
        }

        if (field.Fact == JsonField.NoFact || (_depth >= 0 && _scopes[_depth].IsRemembered && _scopes[_depth].Field == field))
        {
            // The elements of a remembered array are not the fact themselves.
            return;
        }

        var bit = 1u << field.Fact;
        ref var fact = ref _facts[field.Fact];
        fact.Count = (_seen & bit) != 0 ? fact.Count + 1 : 1;
        fact.Type = reader.TokenType;
        fact.NameStart = nameStart;
        fact.Start = (int)reader.TokenStartIndex + (reader.TokenType == JsonTokenType.String ? 1 : 0);
        fact.Length = reader.ValueSpan.Length;
        _seen |= bit;
    }

    private void Enter(JsonField field)
    {
        if (++_depth == _scopes.Length)
        {
            Array.Resize(ref _scopes, _depth * 2);
        }

        var isElement = _depth > 0 && _scopes[_depth - 1].Field == field;
        _scopes[_depth] = new JsonScope
        {
            Field = field,
            FirstText = _count,
            OuterIndex = -1,
            InnerIndex = -1,
            IsRemembered = field.Fact != JsonField.NoFact,
            OwnsFact = field.Fact != JsonField.NoFact && !isElement,
        };
    }

    private void Leave(int end, ReadOnlySpan<byte> json)
    {
        ref readonly var scope = ref _scopes[_depth--];
        if (scope.OwnsFact)
        {
            _facts[scope.Field.Fact].Length = end - _facts[scope.Field.Fact].Start;
        }

        if (scope.Field.IsScope && scope.FirstText < _count)
        {
            Settle(scope, json);
        }
    }

    /// <summary>Gives the texts of an object what its other fields said about them; drops those that turn out not to be text.</summary>
    private void Settle(in JsonScope scope, ReadOnlySpan<byte> json)
    {
        var kept = scope.FirstText;
        for (var i = scope.FirstText; i < _count; i++)
        {
            var text = _texts[i];
            if (text.Role == FieldRole.ByEventType)
            {
                SettleByEventType(ref text, scope.Field, json);
            }
            else if (text.Role == FieldRole.Scoped)
            {
                text.Role = scope.HasRole ? scope.Role : FieldRole.Unknown;
            }

            if (text.Role == FieldRole.Structural)
            {
                if (!json.Slice(text.Start, text.Length).ContainsAnyExcept(Structural))
                {
                    continue;
                }

                text.Role = FieldRole.Unknown;
            }

            text.OuterIndex = text.OuterIndex < 0 ? scope.OuterIndex : text.OuterIndex;
            text.InnerIndex = text.InnerIndex < 0 ? scope.InnerIndex : text.InnerIndex;
            _texts[kept++] = text;
        }

        _count = kept;
    }

    private void SettleByEventType(ref FoundText text, JsonField root, ReadOnlySpan<byte> json)
    {
        var type = Fact(_eventTypeFact);
        var fallback = new EventTypeRule(FieldRole.Unknown, text.Stream);
        var rule = type is { Type: JsonTokenType.String, Count: 1 } ? root.RuleOf(type.Bytes(json), fallback) : fallback;
        text.Role = rule.Role;
        text.Stream = rule.Stream;
        text.IsJsonText = rule.IsJsonText;
    }
}
