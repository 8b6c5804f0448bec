using System.Numerics;

namespace Sallyport.Detection.Recognizers;

/// <summary>A set of entity types. The default value is empty.</summary>
public readonly record struct EntitySet
{
    private static readonly string[] TypeNames =
        ["EMAIL", "PHONE", "CREDIT_CARD", "IBAN", "US_SSN", "IP_ADDRESS", "API_KEY", "PRIVATE_KEY"];

    private readonly uint _bits;

    private EntitySet(uint bits) => _bits = bits;

    /// <summary>Every type.</summary>
    public static EntitySet All { get; } = new((1u << TypeNames.Length) - 1);

    /// <summary>The types of personal data; the others are secrets, which rules find.</summary>
    public static EntitySet Personal { get; } = new((1u << (int)EntityType.ApiKey) - 1);

    /// <summary>The names of all types, in the order of <see cref="EntityType"/>.</summary>
    public static IReadOnlyList<string> Names => TypeNames;

    /// <summary>Whether the set holds nothing.</summary>
    public bool IsEmpty => _bits == 0;

    /// <summary>How many types it holds.</summary>
    public int Count => BitOperations.PopCount(_bits);

    internal bool HoldsSecrets => (_bits & ((1u << (int)EntityType.ApiKey) | (1u << (int)EntityType.PrivateKey))) != 0;

    /// <summary>The type's name in findings and placeholders.</summary>
    public static string NameOf(EntityType type) => TypeNames[(int)type];

    /// <summary>The id under which a type of personal data is found and policies may name it, such as <c>pii-email</c>.</summary>
    public static string RuleIdOf(EntityType type) => "pii-" + NameOf(type).ToLowerInvariant().Replace('_', '-');

    /// <summary>Finds a type by its name; false when there is none.</summary>
    public static bool TryParse(string name, out EntityType type)
    {
        var index = Array.IndexOf(TypeNames, name);
        type = (EntityType)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>Makes a set of types.</summary>
    public static EntitySet Of(params ReadOnlySpan<EntityType> types)
    {
        var bits = 0u;
        foreach (var type in types)
        {
            bits |= 1u << (int)type;
        }

        return new EntitySet(bits);
    }

    /// <summary>Whether the set holds the type.</summary>
    public bool Contains(EntityType type) => (_bits & (1u << (int)type)) != 0;

    /// <summary>This set and another together.</summary>
    public EntitySet Union(EntitySet other) => new(_bits | other._bits);
}
