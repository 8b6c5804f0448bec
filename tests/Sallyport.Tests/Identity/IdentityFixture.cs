using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Identity;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Mfa;
using Sallyport.Identity.Revocation;
using Sallyport.Identity.Roles;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Tokens;
using Sallyport.Identity.Users;
using Sallyport.Tests.Fakes;

namespace Sallyport.Tests.Identity;

/// <summary>The parts of Identity wired by hand on in-memory stores and a manual clock.</summary>
public sealed class IdentityFixture : IDisposable
{
    public const string Password = "a long enough phrase";

    public IdentityFixture(IdentityOptions? options = null, PasswordOptions? passwords = null, TokenOptions? tokens = null)
    {
        Passwords = Microsoft.Extensions.Options.Options.Create(passwords ?? new PasswordOptions());
        Options = Microsoft.Extensions.Options.Options.Create(options ?? new IdentityOptions());
        Ids = new TimeOrderedIdGenerator(Clock);
        UserStore = new InMemoryUserStore(Audit);
        RevocationStore = new InMemoryRevocationStore(Audit);
        SessionStore = new InMemorySessionStore(Audit, RevocationStore);
        KeyStore = new InMemoryApiKeyStore(Audit);
        Hasher = new PasswordHasher(Options, Passwords);
        Roles = new RoleTable(RoleStore);
        Users = new UserTable(UserStore, Roles);
        Throttle = new SignInThrottle(Options, Clock);
        Locks = new AccountLocks(Throttle, Audit, Clock);
        Factor = new SecondFactor(new InMemoryMfaStore(Audit, UserStore), Users, Sealer, Clock, NullLogger<SecondFactor>.Instance);
        Strangers = new StrangerRefusals(Microsoft.Extensions.Options.Options.Create(new LimitOptions()), Clock);
        Accounts = new UserAccounts(UserStore, Users, Hasher, Factor, Throttle, Locks, Strangers, Audit, Clock, Passwords);
        Confirmation = new SecondFactorConfirmation(Factor, Throttle, Locks);
        Own = new OwnPassword(UserStore, Users, Hasher, new PasswordPolicy(Passwords), Throttle, Locks, Factor, Audit, Clock, Passwords);
        Revocations = new RevocationTable(RevocationStore, Clock);
        TokenOptions = Microsoft.Extensions.Options.Options.Create(tokens ?? new TokenOptions());
        SigningKeyStore = new InMemorySigningKeyStore(Audit);
        SigningKeys = new SigningKeys(SigningKeyStore, Sealer, Ids, Clock, TokenOptions, NullLogger<SigningKeys>.Instance);
        TokenReader = new TokenReader(SigningKeys, TokenOptions);
        TokenWriter = new TokenWriter(SigningKeys, TokenOptions);
        Tokens = new AccessTokenTable(TokenReader, Revocations, Users, Clock, TokenOptions);
        Sessions = new UserSessions(SessionStore, Users, Revocations, Tokens, Ids, Clock, Options);
        Refresh = new SessionRefresh(SessionStore, Sessions, Clock, Options);
        Bootstrap = new AdminBootstrap(UserStore, Users, Hasher, Ids, Clock, Options);
        Keys = new ApiKeyTable(KeyStore, Users, Clock);
        KeyAdmin = new ApiKeyAdmin(KeyStore, Keys, Users, Teams, Ids, Clock);
        Revoking = new RevocationAdmin(RevocationStore, Revocations, Tokens, KeyAdmin, Keys, Sessions, SessionStore, Users, Clock);
    }

    public ManualTimeProvider Clock { get; } = new();

    public RecordingAuditLog Audit { get; } = new();

    public FixedTeamDirectory Teams { get; } = new();

    public IOptions<IdentityOptions> Options { get; }

    public IOptions<PasswordOptions> Passwords { get; }

    public TimeOrderedIdGenerator Ids { get; }

    public InMemoryUserStore UserStore { get; }

    public InMemoryRoleStore RoleStore { get; } = new();

    public RoleTable Roles { get; }

    public InMemorySessionStore SessionStore { get; }

    public InMemoryApiKeyStore KeyStore { get; }

    public StrangerRefusals Strangers { get; }

    public PasswordHasher Hasher { get; }

    public UserTable Users { get; }

    public UserAccounts Accounts { get; }

    public SignInThrottle Throttle { get; }

    public AccountLocks Locks { get; }

    public SecondFactorConfirmation Confirmation { get; }

    public PlainSealer Sealer { get; } = new();

    public SecondFactor Factor { get; }

    public OwnPassword Own { get; }

    public UserSessions Sessions { get; }

    public SessionRefresh Refresh { get; }

    public AdminBootstrap Bootstrap { get; }

    public ApiKeyTable Keys { get; }

    public ApiKeyAdmin KeyAdmin { get; }

    public InMemoryRevocationStore RevocationStore { get; }

    public RevocationTable Revocations { get; }

    public IOptions<TokenOptions> TokenOptions { get; }

    public InMemorySigningKeyStore SigningKeyStore { get; }

    public SigningKeys SigningKeys { get; }

    public TokenReader TokenReader { get; }

    public TokenWriter TokenWriter { get; }

    public AccessTokenTable Tokens { get; }

    public RevocationAdmin Revoking { get; }

    public RequestActor Actor { get; } = new("nobody", "", "", "192.0.2.7", "request-1");

    public void Dispose()
    {
        Hasher.Dispose();
        SigningKeys.Dispose();
    }

    /// <summary>Begins a session without a sign-in.</summary>
    public Task<IssuedSession> BeginAsync(User user, CancellationToken cancellationToken) =>
        Sessions.BeginAsync(user, SignInMethod.Password, SessionOrigin.Unknown, Actor, cancellationToken);

    /// <summary>Compares a password with a hash, without an account.</summary>
    internal async Task<PasswordCheck> CheckAsync(string tried, string phc, CancellationToken cancellationToken)
    {
        using var place = Hasher.TryJoin() ?? throw new InvalidOperationException("The queue is full.");
        return await Hasher.VerifyAsync(place, tried, phc, cancellationToken);
    }

    public async Task<User> AddUserAsync(string name, string role, CancellationToken cancellationToken, bool isActive = true)
    {
        var user = new User
        {
            Id = $"user-{name}",
            Name = name,
            Role = role,
            IsActive = isActive,
            PasswordHash = await Hasher.HashAsync(Password, cancellationToken),
        };
        await SaveUserAsync(user, cancellationToken);
        return user;
    }

    public async Task SaveUserAsync(User user, CancellationToken cancellationToken)
    {
        var entry = Actor.Entry(Clock.GetUtcNow(), "user.updated", "user", user.Id, user.Name);
        UserStore.Put(user, entry);
        await Users.ReloadAsync(cancellationToken);
    }
}
