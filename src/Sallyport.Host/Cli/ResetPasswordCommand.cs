using System.Text.Json;
using Sallyport.Core.Api;
using Sallyport.Identity.Users;
using Sallyport.Storage;

namespace Sallyport.Host.Cli;

/// <summary>Gives a user a new one-time password, on the configured store, whether a gateway runs on it or not.</summary>
internal static class ResetPasswordCommand
{
    internal static async Task<int> RunAsync(string name, bool removesSecondFactor, string? config, bool json, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = GatewayApp.Build(config, new Dictionary<string, string?>());
            var rescue = app.Services.GetRequiredService<PasswordRescue>();
            await using var store = await WritableStore.OpenAsync(app.Services, cancellationToken);
            if (await rescue.RunAsync(name, removesSecondFactor, cancellationToken) is not { } user)
            {
                await Console.Error.WriteLineAsync($"There is no user '{name}'. There are: {string.Join(", ", await rescue.ListNamesAsync(cancellationToken))}.");
                return ExitCode.CheckFailed;
            }

            Console.WriteLine(json ? JsonSerializer.Serialize(user, ApiJson.Options) : Describe(user));
            return ExitCode.Ok;
        }
        catch (Exception exception) when (StartFaults.Of(exception) is { } faults)
        {
            return StartFaults.Print(faults);
        }
    }

    private static string Describe(RescuedUser user)
    {
        List<string> lines =
        [
            $"Sign in as  {user.Name}  with this one-time password; you will be asked to change it. It is shown only now:",
            $"      {user.Password}",
            "All sessions of this user have ended; those open in a running gateway end within seconds.",
        ];
        if (user.IsSecondFactorRemoved)
        {
            lines.Add("The second factor was removed: no code is asked for until another is set up.");
        }

        if (user.NeedsSecondFactor)
        {
            lines.Add("The sign-in still asks for a code of the second factor. Is it lost, too? Run this again with --remove-second-factor.");
        }

        if (!user.IsActive)
        {
            lines.Add("This user is disabled and cannot sign in before an administrator enables them.");
        }

        return string.Join(Environment.NewLine, lines);
    }
}
