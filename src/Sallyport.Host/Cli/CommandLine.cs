using System.CommandLine;
using Sallyport.Core.Limits;
using Sallyport.Host.Cli.Demo;
using Sallyport.Host.Configuration;
using Sallyport.Storage;

namespace Sallyport.Host.Cli;

/// <summary>The verbs of the program.</summary>
internal static class CommandLine
{
    /// <summary>
    /// How long the gateway may take to end after a signal, before the process is ended for it; the library's default is 2 seconds. The settings are not
    /// read yet, so it is the longest that they can let it take: the host itself keeps to what they say.
    /// </summary>
    internal static readonly TimeSpan ServeTerminationTime =
        GatewayApp.ShutdownTimeOf(LimitOptionsValidator.MostDrain) + StorageServiceCollectionExtensions.StopTime + TimeSpan.FromMinutes(1);

    /// <summary>The same for all other verbs, the demo's gateway with its default limits among them.</summary>
    private static readonly TimeSpan TerminationTime = TimeSpan.FromMinutes(2);

    internal static Task<int> RunAsync(string[] args)
    {
        var config = new Option<string?>("--config") { Description = "YAML configuration file; also SALLYPORT_CONFIG", Recursive = true };
        config.DefaultValueFactory = _ => Environment.GetEnvironmentVariable(NamedVariables.Config);
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text", Recursive = true };
        var root = new RootCommand("Sallyport, the AI security gateway. Without a verb it serves.") { config, json };
        root.SetAction((parsed, cancellationToken) => ServeCommand.RunAsync(parsed.GetValue(config), cancellationToken));

        var serve = new Command("serve", "Start the gateway (the default)");
        serve.SetAction((parsed, cancellationToken) => ServeCommand.RunAsync(parsed.GetValue(config), cancellationToken));
        root.Add(serve);

        root.Add(Demo(json));

        var validate = new Command("validate", "Check the configuration and list every fault");
        validate.SetAction(parsed => ValidateCommand.Run(parsed.GetValue(config), parsed.GetValue(json)));
        root.Add(validate);

        var doctor = new Command("doctor", "Check what the gateway will find on this machine");
        doctor.SetAction((parsed, cancellationToken) => DoctorCommand.RunAsync(parsed.GetValue(config), parsed.GetValue(json), cancellationToken));
        root.Add(doctor);

        root.Add(Analyze(config, json));
        root.Add(Policy(config, json));
        root.Add(Audit(config, json));
        root.Add(ResetPassword(config, json));

        var version = new Command("version", "Print the version");
        version.SetAction(parsed => VersionCommand.Run(parsed.GetValue(json)));
        root.Add(version);
        // Without response files: a text to judge that begins with @ would have a file of this machine read as arguments in its place.
        var parsing = new ParserConfiguration { ResponseFileTokenReplacer = null };
        var parsed = root.Parse(args, parsing);
        var isServing = parsed.CommandResult.Command == root || parsed.CommandResult.Command == serve;
        return parsed.Errors.Count > 0
            ? Task.FromResult(Refuse(parsed))
            : parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = isServing ? ServeTerminationTime : TerminationTime });
    }

    /// <summary>Not the library's own answer, which is exit code 1: that is a check that did not hold.</summary>
    private static int Refuse(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
        {
            Console.Error.WriteLine(error.Message);
        }

        var command = parsed.CommandResult.Command;
        var verbs = command.Subcommands.Select(verb => verb.Name).Order(StringComparer.Ordinal).ToList();
        var path = command is RootCommand ? "sallyport" : $"sallyport {command.Name}";
        Console.Error.WriteLine(verbs.Count > 0
            ? $"The verbs of '{path}' are: {string.Join(", ", verbs)}. '{path} --help' says more."
            : $"'sallyport {command.Name} --help' says what it takes.");
        return ExitCode.UsageFault;
    }

    private static Command Demo(Option<bool> json)
    {
        var exit = new Option<bool>("--exit") { Description = "End after the last line instead of running on; uses a free port" };
        var demo = new Command("demo", "Send a scripted set of requests through a gateway on throw-away data; exit code 0 when all came out as expected") { exit };
        demo.SetAction((parsed, cancellationToken) => DemoCommand.RunAsync(parsed.GetValue(exit), parsed.GetValue(json), cancellationToken));
        return demo;
    }

    private static Command Analyze(Option<string?> config, Option<bool> json)
    {
        var text = new Argument<string?>("text") { Description = "The text; left out: standard input", Arity = ArgumentArity.ZeroOrOne };
        var direction = new Option<string>("--direction") { Description = "input, output, tool_definition or tool_result", DefaultValueFactory = _ => "input" };
        direction.AcceptOnlyFromAmong("input", "output", "tool_definition", "tool_result");
        var policy = new Option<string>("--policy") { Description = "A policy: a file, or the name of one that is built in or stored", DefaultValueFactory = _ => "llm-standard-security" };
        var rules = RulesFolder();
        var analyze = new Command("analyze", "Judge a text; exit code 1 when the policy would not let it pass") { text, direction, policy, rules };
        analyze.SetAction((parsed, cancellationToken) => AnalyzeCommand.RunAsync(
            parsed.GetValue(text), parsed.GetValue(direction) ?? "input", parsed.GetValue(policy) ?? "", parsed.GetValue(rules), parsed.GetValue(config), parsed.GetValue(json), cancellationToken));
        return analyze;
    }

    private static Option<string?> RulesFolder() => new("--rules")
    {
        Description = "A folder with rules of your own, JSON or YARA; also SALLYPORT_RULES_DIR",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("SALLYPORT_RULES_DIR"),
    };

    private static Command Policy(Option<string?> config, Option<bool> json)
    {
        var policy = new Argument<string>("policy") { Description = "A file, or the name of a policy that is stored or built in" };
        var rules = RulesFolder();
        var test = new Command("test", "Run the cases inside a policy; exit code 1 when one comes out otherwise than its author says, or when there is none") { policy, rules };
        test.SetAction((parsed, cancellationToken) => PolicyTestCommand.RunAsync(
            parsed.GetValue(policy) ?? "", parsed.GetValue(rules), parsed.GetValue(config), parsed.GetValue(json), cancellationToken));
        var validate = new Command("validate", "List every fault of a policy; exit code 78 when there is one") { policy, rules };
        validate.SetAction((parsed, cancellationToken) => PolicyValidateCommand.RunAsync(
            parsed.GetValue(policy) ?? "", parsed.GetValue(rules), parsed.GetValue(config), parsed.GetValue(json), cancellationToken));
        return new Command("policy", "Policies") { test, validate };
    }

    private static Command Audit(Option<string?> config, Option<bool> json)
    {
        var file = new Argument<string?>("database") { Description = "A SQLite file, also a copy, or an export of whole days; left out: the configured store", Arity = ArgumentArity.ZeroOrOne };
        var key = new Option<string?>("--public-key") { Description = "A file with the public keys as GET /api/v1/audit/keys gave them: everything must be signed by one of them" };
        var anchor = new Option<string?>("--anchor") { Description = "A record remembered elsewhere, NUMBER:HASH as this verb prints it: shows a trail that was cut off or computed anew" };
        var verify = new Command("verify", "Recompute the audit trail's hash chain and check its signatures; exit code 1 at the first bad record") { file, anchor, key };
        verify.SetAction((parsed, cancellationToken) => AuditVerifyCommand.RunAsync(
            parsed.GetValue(file), parsed.GetValue(anchor), parsed.GetValue(key), parsed.GetValue(config), parsed.GetValue(json), cancellationToken));
        return new Command("audit", "The audit trail") { verify };
    }

    private static Command ResetPassword(Option<string?> config, Option<bool> json)
    {
        var name = new Argument<string>("user") { Description = "The sign-in name, such as admin" };
        var factor = new Option<bool>("--remove-second-factor") { Description = "Also remove the user's authenticator and recovery codes" };
        var reset = new Command("reset-password", "Make a new one-time password for a user and end their sessions, beside a running gateway or without one") { name, factor };
        reset.SetAction((parsed, cancellationToken) => ResetPasswordCommand.RunAsync(
            parsed.GetValue(name) ?? "", parsed.GetValue(factor), parsed.GetValue(config), parsed.GetValue(json), cancellationToken));
        return reset;
    }
}
