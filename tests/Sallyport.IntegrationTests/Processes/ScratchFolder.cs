namespace Sallyport.IntegrationTests.Processes;

/// <summary>A folder that is deleted at the end of a test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    internal string Path { get; } = Directory.CreateTempSubdirectory("sallyport-tests-").FullName;

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
