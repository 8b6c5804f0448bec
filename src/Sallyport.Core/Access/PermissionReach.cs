namespace Sallyport.Core.Access;

/// <summary>How far a permission reaches. Rules on passwords and second factors ask for the farthest that somebody holds.</summary>
public enum PermissionReach
{
    /// <summary>Reads, and tries out what leaves nothing behind.</summary>
    Read,

    /// <summary>Runs what others have set up.</summary>
    Operate,

    /// <summary>Changes what holds for others, or sees who they are.</summary>
    Administer,
}
