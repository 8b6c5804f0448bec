namespace Sallyport.Core.Access;

/// <summary>Which models of a list its caller may see: those that a call would be let through for.</summary>
public interface IModelFilter
{
    /// <summary>Whether it is one of them.</summary>
    bool Allows(string model);
}
