using System.ComponentModel;
using System.Text;

namespace Sallyport.ArchitectureTests;

/// <summary>Uses one type in each of the places a careless detector overlooks. Read as bytes by <see cref="DependencyDetectorTests"/>, never run.</summary>
internal static class DetectorSample
{
    /// <summary>Uses a type in the body of an async method only.</summary>
    public static async Task<int> InAsyncMethodAsync()
    {
        await Task.Yield();
        return new StringBuilder().Length;
    }

    /// <summary>Uses a type in an async lambda only.</summary>
    public static Func<Task<int>> InLambda() => async () => (await Task.FromResult(new Version(1, 0))).Major;

    /// <summary>Uses a type as a type argument only, and one as an attribute only.</summary>
    [Description("sample")]
    public static int InTypeArgument() => Array.Empty<Uri>().Length;
}
