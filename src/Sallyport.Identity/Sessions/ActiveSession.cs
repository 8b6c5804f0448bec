using Sallyport.Identity.Users;

namespace Sallyport.Identity.Sessions;

/// <summary>A session that holds right now, with its user.</summary>
/// <param name="Session">The session.</param>
/// <param name="User">Its user, active.</param>
public sealed record ActiveSession(Session Session, User User);
