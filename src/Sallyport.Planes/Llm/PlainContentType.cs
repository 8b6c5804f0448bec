namespace Sallyport.Planes.Llm;

/// <summary>
/// A body is inspected as UTF-8. Another charset, or a second type behind a comma, would have the other side read something else than was
/// judged, so nothing but the type and that charset is passed on.
/// </summary>
internal static class PlainContentType
{
    internal static string Of(string type)
    {
        var end = type.IndexOf(';', StringComparison.Ordinal);
        return end < 0 || type.AsSpan(end + 1).Trim().Equals("charset=utf-8", StringComparison.OrdinalIgnoreCase) ? type : type[..end].TrimEnd();
    }
}
