namespace Sallyport.Controls.Access;

/// <summary>One step of a decision.</summary>
/// <param name="Code">The rule, from a closed set; of a refusal, what its denial carries too.</param>
/// <param name="Passed">Whether it let the caller on. The first that did not is the last.</param>
/// <param name="DecidedByType">What decided: <c>key</c>, <c>user</c>, <c>team</c>, <c>grant</c> or <c>proxy</c>.</param>
/// <param name="DecidedById">The id of what decided; of a grant, its team's.</param>
/// <param name="DecidedByName">Its name.</param>
/// <param name="Detail">A sentence with the value that counted and, of a refusal, the remedy.</param>
public sealed record AccessReason(string Code, bool Passed, string DecidedByType, string DecidedById, string DecidedByName, string Detail);
