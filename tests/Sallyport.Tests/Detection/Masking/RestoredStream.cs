using System.Text;
using Sallyport.Detection.Masking;
using Xunit;

namespace Sallyport.Tests.Detection.Masking;

/// <summary>What a client makes of fragments that were restored one by one.</summary>
internal static class RestoredStream
{
    public static string Of(IReadOnlyList<string> fragments, PlaceholderMap map, bool insideJson)
    {
        var restorer = new StreamRestorer(map, insideJson);
        var output = new StringBuilder();
        var released = -1;
        foreach (var fragment in fragments)
        {
            Take(restorer.Append(fragment));
        }

        Take(restorer.Complete());
        Assert.Equal(fragments.Count - 1, released);
        return output.ToString();

        void Take(StreamRestore step)
        {
            for (; released < step.ReleasedThrough;)
            {
                released++;
                var edits = step.Edits.Where(edit => edit.FragmentIndex == released).ToList();
                output.Append(edits.Count == 0 ? fragments[released] : Assert.Single(edits).NewText);
            }
        }
    }
}
