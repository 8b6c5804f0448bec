using System.Reflection;

namespace Sallyport.Core.Api;

/// <summary>The product's version.</summary>
public static class ProductVersion
{
    /// <summary>For example <c>0.1.0</c>, without build metadata.</summary>
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
