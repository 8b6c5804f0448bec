namespace Sallyport.Core.Access;

/// <summary>What the access control may know of callers. From memory.</summary>
public interface ICallerDirectory
{
    /// <summary>The caller that an API key stands for, by the key's id; null when there is no such key.</summary>
    CallerStanding? FindKey(string id);

    /// <summary>The caller that a personal key of a user would stand for, by the user's id; null when there is no such user.</summary>
    CallerStanding? FindUser(string id);
}
