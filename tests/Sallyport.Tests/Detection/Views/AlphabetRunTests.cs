using System.Text;
using Sallyport.Detection.Views;
using Xunit;

namespace Sallyport.Tests.Detection.Views;

public sealed class AlphabetRunTests
{
    [Theory]
    [InlineData("")]
    [InlineData("fifteenLetters_")]
    [InlineData("words of a sentence, none of them as long as sixteen characters, but together longer than one window of the search")]
    public void Shorter_runs_are_not_found(string text) => Assert.Equal(-1, AlphabetRun.IndexIn(text));

    [Fact]
    public void A_run_is_found_at_every_position_and_at_every_window_border()
    {
        for (var before = 0; before < 200; before++)
        {
            var text = new StringBuilder().Append('.', before).Append("azAZ09+/-_azAZ09").Append(' ', 90).ToString();
            Assert.Equal(before, AlphabetRun.IndexIn(text));
            Assert.Equal(-1, AlphabetRun.IndexIn(text.Remove(before, 1)));
        }
    }

    [Fact]
    public void Every_character_counts_as_the_alphabet_has_it()
    {
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var text = new string((char)code, 64);
            Assert.Equal(AlphabetRun.IsMember((char)code) ? 0 : -1, AlphabetRun.IndexIn(text));
        }
    }
}
