using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Outside;

/// <summary>One text of a question.</summary>
/// <param name="Role">Whose words.</param>
/// <param name="Text">The words.</param>
public sealed record OutsideText(TextRole Role, string Text)
{
    /// <summary>Whether the text is itself JSON, in which values hide behind escapes.</summary>
    internal bool IsJson { get; init; }

    /// <summary>Says how long it is, never what it says.</summary>
    public override string ToString() => $"{Text.Length} characters";
}
