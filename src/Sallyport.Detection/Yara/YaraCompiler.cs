using Sallyport.Detection.Yara.Conditions;
using Sallyport.Detection.Yara.Matching;
using Sallyport.Detection.Yara.Parsing;
using Sallyport.Detection.Yara.Patterns;

namespace Sallyport.Detection.Yara;

/// <summary>Compiles YARA files. What is not supported is refused by name, with file, line and column; see <c>docs/yara.md</c> for the subset.</summary>
public static class YaraCompiler
{
    /// <summary>Compiles files together. Rule names are unique among them; references and global rules stay inside a file.</summary>
    public static YaraCompilation Compile(IReadOnlyList<YaraSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        List<YaraFault> faults = [];
        List<CompiledRule> rules = [];
        var strings = new StringCompiler();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            var firstOfFile = rules.Count;
            foreach (var node in RuleParser.Read(source, faults))
            {
                if (!names.Add(node.Name))
                {
                    faults.Add(new YaraFault(node.File, node.Line, node.Column, $"the rule '{node.Name}' exists already in another file"));
                }

                rules.Add(CompileRule(node, firstOfFile, strings, faults));
            }
        }

        if (faults.Count > 0)
        {
            return new YaraCompilation(null, faults);
        }

        return BuildAutomaton(strings.Probes) is { } automaton
            ? new YaraCompilation(new YaraRuleSet([.. rules], [.. strings.Probes], strings.SlotCount, automaton), [])
            : new YaraCompilation(null, [new YaraFault(sources[0].Name, 1, 1, $"the files hold too many strings together: more than {ByteAutomatonBuilder.MaxStates} states; a string with xor takes up to 1,024")]);
    }

    private static CompiledRule CompileRule(RuleNode node, int firstOfFile, StringCompiler compiler, List<YaraFault> faults)
    {
        List<CompiledString> strings = [];
        foreach (var text in node.Strings)
        {
            if (compiler.IsFull)
            {
                break;
            }

            if (compiler.Compile(text, out var fault) is { } compiled)
            {
                strings.Add(compiled);
            }
            else
            {
                faults.Add(new YaraFault(node.File, text.Value.Line, text.Value.Column, fault ?? "the string cannot be compiled"));
            }
        }

        var rule = new YaraRule
        {
            Name = node.Name,
            File = node.File,
            IsPrivate = node.IsPrivate,
            IsGlobal = node.IsGlobal,
            Tags = node.Tags,
            Meta = node.Meta,
        };
        return new CompiledRule(rule, node.Condition, [.. strings], firstOfFile, StringNeed.Of(node.Condition));
    }

    private static ByteAutomaton? BuildAutomaton(List<Probe> probes)
    {
        var builder = new ByteAutomatonBuilder();
        for (var index = 0; index < probes.Count && !builder.IsFull; index++)
        {
            foreach (var atom in probes[index].Atoms)
            {
                builder.Add(index, atom);
            }
        }

        return builder.IsFull ? null : builder.Build();
    }
}
