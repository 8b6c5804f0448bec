namespace Sallyport.Identity.Sessions;

/// <summary>A session as its owner and administrators see it.</summary>
/// <param name="Id">Stable id; ends the session by DELETE.</param>
/// <param name="Current">Whether it is the one that asks.</param>
/// <param name="Method">What was shown to sign in: password, totp or recovery_code.</param>
/// <param name="Address">From which address the sign-in came.</param>
/// <param name="UserAgent">What the program called itself at the sign-in.</param>
/// <param name="CreatedAt">When the sign-in was.</param>
/// <param name="LastSeenAt">The last use, to the minute.</param>
/// <param name="ExpiresAt">The absolute end; without use it ends sooner.</param>
public sealed record SessionEntryView(
    string Id, bool Current, SignInMethod Method, string Address, string UserAgent, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt)
{
    internal static SessionEntryView Of(Session session, string currentId) => new(
        session.Id, session.Id == currentId, session.Method, session.Origin.Address, session.Origin.UserAgent, session.CreatedAt, session.LastSeenAt, session.ExpiresAt);
}
