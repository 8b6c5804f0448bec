using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sallyport.Host.Configuration;

/// <summary>
/// Flattens a YAML file into configuration keys. Keys may be written <c>allow_private</c> or <c>AllowPrivate</c>; <c>${NAME}</c> in a value is
/// replaced by the environment variable, which must exist.
/// </summary>
internal sealed partial class YamlConfigurationProvider(string path) : ConfigurationProvider
{
    private const int MaxBytes = 1024 * 1024;
    private const int MaxDepth = 32;
    private const int MaxSettings = 10_000;

    private int _visited;

    public override void Load()
    {
        var stream = new YamlStream();
        try
        {
            var text = ReadText();
            CheckDepth(text);
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new ConfigurationFaultException([$"{path}({exception.Start.Line},{exception.Start.Column}): {exception.Message}"]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationFaultException([$"{path}: {exception.Message}"]);
        }

        var faults = new List<string>();
        if (stream.Documents.Count > 0)
        {
            FlattenDocument(stream.Documents[0].RootNode, faults);
        }

        if (faults.Count > 0)
        {
            throw new ConfigurationFaultException(faults);
        }
    }

    private string ReadText()
    {
        // Counted while reading: a device or a pipe has no length to look at before, and may have no end.
        using var reader = new StreamReader(path);
        var text = new char[MaxBytes + 1];
        var length = reader.ReadBlock(text);
        if (length > MaxBytes)
        {
            throw new ConfigurationFaultException([$"{path}: is larger than {MaxBytes} bytes; is this the configuration?"]);
        }

        return new string(text, 0, length);
    }

    // Before the tree is built: that is done by recursion, which a deep file would end with the whole process.
    private void CheckDepth(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; parser.MoveNext();)
        {
            depth += parser.Current?.NestingIncrease ?? 0;
            if (depth > MaxDepth)
            {
                throw new ConfigurationFaultException([$"{path}({parser.Current?.Start.Line},{parser.Current?.Start.Column}): is nested deeper than {MaxDepth} levels."]);
            }
        }
    }

    private void FlattenDocument(YamlNode root, List<string> faults)
    {
        if (root is YamlScalarNode { Value: null or "" })
        {
            // Nothing but comments.
            return;
        }

        if (root is not YamlMappingNode)
        {
            faults.Add($"{path}: must hold sections such as 'storage:' with settings below them.");
            return;
        }

        Flatten(root, "", faults);
    }

    private void Flatten(YamlNode node, string key, List<string> faults)
    {
        // Aliases let a few lines stand for millions of settings, or for themselves.
        if (++_visited > MaxSettings)
        {
            throw new ConfigurationFaultException([$"{path}: holds more than {MaxSettings} settings, aliases included."]);
        }

        switch (node)
        {
            case YamlMappingNode mapping:
                foreach (var (name, value) in mapping.Children)
                {
                    FlattenMember(name, value, key, faults);
                }

                break;
            case YamlSequenceNode sequence:
                for (var i = 0; i < sequence.Children.Count; i++)
                {
                    Flatten(sequence.Children[i], $"{key}:{i}", faults);
                }

                break;
            case YamlScalarNode scalar:
                if (Data.ContainsKey(key))
                {
                    faults.Add($"{key}: stands twice, in different spellings.");
                }

                Data[key] = Substitute(scalar.Value ?? "", key, faults);
                break;
        }
    }

    private void FlattenMember(YamlNode name, YamlNode value, string key, List<string> faults)
    {
        if (name is not YamlScalarNode { Value: { Length: > 0 } text })
        {
            faults.Add($"{path}({name.Start.Line},{name.Start.Column}): a setting's name must be a plain word.");
            return;
        }

        var part = text.Replace("_", "", StringComparison.Ordinal);
        Flatten(value, key.Length == 0 ? part : $"{key}:{part}", faults);
    }

    private static string Substitute(string value, string key, List<string> faults)
    {
        if (Reference().Replace(value, "").Contains("${", StringComparison.Ordinal))
        {
            // Other programs know defaults and more inside the braces; here that would become the setting's text.
            faults.Add($"{key}: holds a '${{' that is no reference to a variable; write ${{NAME}}, with letters, digits and '_'.");
        }

        return Reference().Replace(value, match => Read(match, key, faults));
    }

    private static string Read(Match match, string key, List<string> faults)
    {
        var name = match.Groups[1].Value;
        if (Environment.GetEnvironmentVariable(name) is { } found)
        {
            return found;
        }

        faults.Add($"{key}: the environment variable {name} is not set.");
        return "";
    }

    [GeneratedRegex(@"\$\{([A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
