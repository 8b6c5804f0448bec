namespace Sallyport.Protocols.Json;

/// <summary>
/// A node of a format's table: what the strings in a field are, and which fields stand below it. Arrays are transparent: an
/// element is treated like the field that holds the array, so one node serves a string, an object, and arrays of either.
/// A property without an entry is <see cref="Other"/>, by default unknown text at any depth.
/// </summary>
public sealed class JsonField
{
    /// <summary>No fact.</summary>
    public const int NoFact = -1;

    private NameTable<JsonField>? _table;
    private NameTable<FieldRole>? _roles;
    private NameTable<EventTypeRule>? _eventTypes;

    /// <summary>The node for everything a table does not name.</summary>
    public static JsonField AnyText { get; } = Deep(FieldRole.Unknown);

    /// <summary>A node for strings that are not text.</summary>
    public static JsonField Structure { get; } = new() { Role = FieldRole.Structural };

    /// <summary>What strings in this field are.</summary>
    public FieldRole Role { get; init; }

    /// <summary>What sort of stream fragment the strings are; 0 for whole texts.</summary>
    public byte Stream { get; init; }

    /// <summary>Whether the strings are themselves JSON.</summary>
    public bool IsJsonText { get; init; }

    /// <summary>Whether an edit would break a signature.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The number under which the finder remembers the value, or <see cref="NoFact"/>.</summary>
    public int Fact { get; init; } = NoFact;

    /// <summary>Whether the value is the outer number of the stream fragments in the same scope.</summary>
    public bool IsOuterIndex { get; init; }

    /// <summary>Whether the value is the inner number of the stream fragments in the same scope.</summary>
    public bool IsInnerIndex { get; init; }

    /// <summary>Whether the value is either index.</summary>
    internal bool IsIndex => IsOuterIndex || IsInnerIndex;

    /// <summary>Whether an object in this field settles roles and numbers of the texts in it when it ends.</summary>
    public bool IsScope { get; init; }

    /// <summary>Whether an unlisted property that equals a listed one but for case is reported. Some servers read names without regard to case.</summary>
    public bool WatchesCase { get; init; }

    /// <summary>The node of properties without an entry.</summary>
    public JsonField? Other { get; private init; }

    /// <summary>The properties of an object in this field.</summary>
    public IReadOnlyDictionary<string, JsonField> Properties
    {
        init => _table = new NameTable<JsonField>(value);
    }

    /// <summary>Set where this string tells the role of the scoped texts around it: its words and their meaning.</summary>
    public IReadOnlyDictionary<string, FieldRole> Roles
    {
        init => _roles = new NameTable<FieldRole>(value);
    }

    /// <summary>Set on the root of stream events: what the event types say about texts with <see cref="FieldRole.ByEventType"/>.</summary>
    public IReadOnlyDictionary<string, EventTypeRule> EventTypes
    {
        init => _eventTypes = new NameTable<EventTypeRule>(value);
    }

    /// <summary>A node for text.</summary>
    public static JsonField Text(FieldRole role, byte stream = 0, bool isJson = false, bool isReadOnly = false) =>
        new() { Role = role, Stream = stream, IsJsonText = isJson, IsReadOnly = isReadOnly };

    /// <summary>A node for a value to remember; a string in it is not text.</summary>
    public static JsonField Remember(int fact) => new() { Role = FieldRole.Structural, Fact = fact };

    /// <summary>A node where every string at any depth is text, but for the properties named.</summary>
    public static JsonField Deep(FieldRole role, params ReadOnlySpan<string> structural)
    {
        var inner = new Dictionary<string, JsonField>(structural.Length);
        var field = new JsonField(self => self) { Role = role };
        foreach (var name in structural)
        {
            // A schema's property may itself be called "type": below it the same rules hold.
            inner[name] = new JsonField(_ => field) { Role = FieldRole.Structural };
        }

        field._table = new NameTable<JsonField>(inner);
        foreach (var leaf in inner.Values)
        {
            leaf._table = field._table;
        }

        return field;
    }

    /// <summary>Makes a node.</summary>
    public JsonField()
    {
    }

    private JsonField(Func<JsonField, JsonField> other) => Other = other(this);

    internal JsonField Child(ReadOnlySpan<byte> name, out bool isCaseVariant)
    {
        isCaseVariant = false;
        if (_table is null)
        {
            return Other ?? AnyText;
        }

        if (_table.TryGet(name, out var child))
        {
            return child;
        }

        isCaseVariant = WatchesCase && _table.HasCaseVariant(name);
        return Other ?? AnyText;
    }

    internal bool TryRole(ReadOnlySpan<byte> word, out FieldRole role)
    {
        role = FieldRole.Unknown;
        return _roles is not null && _roles.TryGet(word, out role);
    }

    internal EventTypeRule RuleOf(ReadOnlySpan<byte> eventType, EventTypeRule fallback) =>
        _eventTypes is not null && _eventTypes.TryGet(eventType, out var rule) ? rule : fallback;

    internal bool TellsRole => _roles is not null;
}
