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
}
