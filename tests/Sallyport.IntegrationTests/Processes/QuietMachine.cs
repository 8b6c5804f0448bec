using Xunit;

namespace Sallyport.IntegrationTests.Processes;

/// <summary>Tests that measure memory or time bounds of a process; nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class QuietMachine
{
    /// <summary>The collection's name.</summary>
    public const string Name = "A quiet machine";
}
