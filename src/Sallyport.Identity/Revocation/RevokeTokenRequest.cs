using System.ComponentModel.DataAnnotations;

namespace Sallyport.Identity.Revocation;

/// <summary>What to end: exactly one of the first four.</summary>
public sealed class RevokeTokenRequest
{
    /// <summary>An API key or access token as it was found, for example in a repository. It is neither stored nor logged.</summary>
    [MaxLength(8192)]
    public string? Token { get; init; }

    /// <summary>The id of an API key, or an access token's <c>jti</c>.</summary>
    [MaxLength(64)]
    public string? TokenId { get; init; }

    /// <summary>A user, by id or name: their sessions, access tokens and personal API keys.</summary>
    [MaxLength(64)]
    public string? Subject { get; init; }

    /// <summary>A session, by its id, with the access tokens made in it.</summary>
    [MaxLength(64)]
    public string? SessionId { get; init; }

    /// <summary>Why, for the audit trail; at most 256 characters are kept.</summary>
    [MaxLength(256)]
    public string? Reason { get; init; }

    internal bool NamesOne => new[] { Token, TokenId, Subject, SessionId }.Count(value => !string.IsNullOrWhiteSpace(value)) == 1;
}
