using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sallyport.Detection.Rules;

/// <summary>
/// Reads the YARA files that a pack brings along: member <c>yara</c>, an object of file names and texts. They are compiled apart from those of
/// the rules folder and of other packs, so that two packs may bring rules of the same name. A rule is known as <c>PACK/yara-NAME</c>; in the
/// pack's own actions the part behind the slash is enough.
/// </summary>
internal static partial class OwnYaraReader
{
    private const int MaxFiles = 20;
    private const int MaxCharacters = 256 * 1024;

    /// <summary>The pack with its YARA rules, and with the decisions about them.</summary>
    public static PolicyPack AddTo(PolicyPack pack, RuleDocument document, List<RuleFault> faults)
    {
        if (document.Find("yara") is not { } table)
        {
            return pack;
        }

        if (table.ValueKind != JsonValueKind.Object || table.EnumerateObject().Any(file => file.Value.ValueKind != JsonValueKind.String))
        {
            document.Fault("'yara' is not an object of file names and texts");
            return pack;
        }

        RuleSource[] sources = [.. table.EnumerateObject().Select(file => new RuleSource(file.Name, file.Value.GetString() ?? ""))];
        if (sources.Length > MaxFiles || sources.Sum(source => source.Text.Length) > MaxCharacters)
        {
            document.Fault(string.Create(CultureInfo.InvariantCulture, $"'yara' holds more than {MaxFiles} files or {MaxCharacters} characters"));
            return pack;
        }

        foreach (var name in sources.Select(source => source.Name).Where(name => !FileName().IsMatch(name)))
        {
            document.Fault($"'yara' holds a file '{name}'; names are 1 to 80 letters, digits, dots, underscores and hyphens and end in .yar or .yara");
        }

        List<RuleFault> found = [];
        var part = YaraPart.Compile(sources, found);
        // Of a pack, the place inside the file is part of the message: all its faults have one source.
        found.ForEach(fault => document.Fault($"'yara' {fault}"));
        return found.Count > 0 ? pack : Decide(pack, part with { Detections = [.. part.Detections.Select(rule => rule with { Id = OwnRuleReader.IdOf(pack.Name, rule.Id), Owner = pack.Name })] });
    }

    private static PolicyPack Decide(PolicyPack pack, YaraPart part)
    {
        var ids = part.Detections.ToDictionary(rule => rule.Id[(pack.Name.Length + 1)..], rule => rule.Id, StringComparer.Ordinal);
        return pack with
        {
            Yara = part,
            Actions = Renamed(pack.Actions, ids),
            DirectionActions = pack.DirectionActions.ToDictionary(pair => pair.Key, pair => (IReadOnlyDictionary<string, RuleAction>)Renamed(pair.Value, ids)),
        };
    }

    private static Dictionary<string, RuleAction> Renamed(IReadOnlyDictionary<string, RuleAction> actions, Dictionary<string, string> ids) =>
        actions.ToDictionary(pair => ids.GetValueOrDefault(pair.Key, pair.Key), pair => pair.Value, StringComparer.Ordinal);

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,75}\.yara?\z", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
