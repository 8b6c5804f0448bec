using System.Text;
using Sallyport.Detection.Views;

namespace Sallyport.DetectionBench;

/// <summary>Counts words of harmless chats and of the rules' own attacks, and prints the common ones that the engine would read wrongly in pig Latin by pairs of letters alone.</summary>
internal static class PigLatinCounts
{
    private const int Commonest = 3000;
    private const int Width = 150;

    /// <summary>Prints the words in lines.</summary>
    public static void Print(IEnumerable<LabelledText> corpus, IEnumerable<string> attacks, TextWriter output)
    {
        var chats = corpus.Where(row => row.Kind == "benign_chat" && row.Text.All(char.IsAscii)).Select(row => row.Text);
        var common = Count(chats).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(Commonest).Select(pair => pair.Key);
        // A word of the rules need not be common; those that stand there once are often parts of names.
        var known = Count(attacks).Where(pair => pair.Value >= 2).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key);
        var words = common.Concat(known).Distinct(StringComparer.Ordinal).DistinctBy(Encodings.PigLatin, StringComparer.Ordinal).Where(IsMisread).Order(StringComparer.Ordinal);
        var line = new StringBuilder();
        foreach (var word in words)
        {
            if (line.Length + word.Length >= Width)
            {
                output.WriteLine(line);
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        output.WriteLine(line);
    }

    private static Dictionary<string, int> Count(IEnumerable<string> texts)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (var word in texts.SelectMany(text => text.Split([' ', '\n', '.', ',', ':', ';', '?', '!', '"', '(', ')'])).Where(word => word.Length > 0 && word.All(char.IsAsciiLetter)))
        {
            var small = word.ToLowerInvariant();
            counts[small] = counts.GetValueOrDefault(small) + 1;
        }

        return counts;
    }

    private static bool IsMisread(string word)
    {
        var hidden = Encodings.PigLatin(word);
        var read = new char[hidden.Length];
        return !read.AsSpan(0, PigLatin.Decode(hidden, read, PigLatinWords.None)).SequenceEqual(word);
    }
}
