namespace Sallyport.Protocols.Json;

/// <summary>What the type of a stream's event says about the texts in it.</summary>
/// <param name="Role">Whose words.</param>
/// <param name="Stream">What sort of fragment; 0 for whole texts.</param>
/// <param name="IsJsonText">Whether the text is itself JSON.</param>
public readonly record struct EventTypeRule(FieldRole Role, byte Stream = 0, bool IsJsonText = false);
