namespace Sallyport.Detection.Masking;

/// <summary>A fragment whose text changes when it is released.</summary>
/// <param name="FragmentIndex">Its number, from 0, in the order of <see cref="StreamRestorer.Append"/>.</param>
/// <param name="NewText">Its whole new text; empty when a placeholder covered all of it.</param>
public readonly record struct FragmentEdit(int FragmentIndex, string NewText);
