namespace Sallyport.Core.Exchanges;

/// <summary>Makes identifiers, so that tests can foresee them.</summary>
public interface IIdGenerator
{
    /// <summary>A new id: unguessable, URL-safe, ordered by time.</summary>
    string NewId();
}
