using System.Text;
using Sallyport.Core.Access;
using Sallyport.Planes.Llm;
using Xunit;

namespace Sallyport.Tests.Planes.Llm;

public sealed class ModelListTests
{
    [Theory]
    [InlineData("""{"data":[{"id":"a"},{"id":"b"}],"object":"list"}""", """{"data":[{"id":"a"},{"id":"b"}],"object":"list"}""")]
    [InlineData("""{"data":[{"id":"x"},{"id":"a"}]}""", """{"data":[{"id":"a"}]}""")]
    [InlineData("""{"data":[{"id":"a"},{"id":"x"}]}""", """{"data":[{"id":"a"}]}""")]
    [InlineData("""{"data":[{"id":"a"}, {"id":"x"}, {"id":"y"} ,{"id":"b"}]}""", """{"data":[{"id":"a"} ,{"id":"b"}]}""")]
    [InlineData("""{"data":[ {"id":"x"} , {"id":"y"}, {"id":"b","n":[1,{"id":"z"}]} ]}""", """{"data":[ {"id":"b","n":[1,{"id":"z"}]} ]}""")]
    [InlineData("""{"data":[{"id":"x"},{"id":"y"}]}""", """{"data":[]}""")]
    [InlineData("""{"data":[]}""", """{"data":[]}""")]
    [InlineData("""{"data":[{"id":"\u0061"},{"id":"\u0078"}]}""", """{"data":[{"id":"\u0061"}]}""")]
    [InlineData("""{"data":[{"id":"a","id":"x"},{"name":"a"},{"id":1},"a",7,null]}""", """{"data":[]}""")]
    [InlineData("""{"data":[{"id":"\ud800"},{"id":"b"}]}""", """{"data":[{"id":"b"}]}""")]
    [InlineData("""{"data":[{"id":"x"}],"data":[{"id":"x"},{"id":"a"}]}""", """{"data":[],"data":[{"id":"a"}]}""")]
    [InlineData("""{"more":{"data":[{"id":"x"}]},"error":{"message":"x"}}""", """{"more":{"data":[{"id":"x"}]},"error":{"message":"x"}}""")]
    [InlineData("""{"data":[{"id":"x"},""", """{"data":[{"id":"x"},""")]
    public void A_list_keeps_what_may_be_used_and_all_other_bytes(string sent, string left)
    {
        using var body = new PooledBytes(16);
        var bytes = Encoding.UTF8.GetBytes(sent);
        bytes.CopyTo(body.GetSpan(bytes.Length));
        body.Advance(bytes.Length);
        ModelList.Cut(body, new OnlyAAndB());
        Assert.Equal(left, Encoding.UTF8.GetString(body.Span));
    }

    [Fact]
    public void However_many_entries_go_each_byte_that_stays_is_moved_once()
    {
        var bytes = Encoding.UTF8.GetBytes(ListOf("""{"id":"a"},{"id":"x"}"""));
        using var body = new PooledBytes(16);
        bytes.CopyTo(body.GetSpan(bytes.Length));
        body.Advance(bytes.Length);

        var moved = ModelList.Cut(body, new OnlyAAndB());

        Assert.InRange(moved, 1, bytes.Length);
        Assert.Equal(ListOf("""{"id":"a"}"""), Encoding.UTF8.GetString(body.Span));

        static string ListOf(string entry) => $$"""{"data":[{{string.Join(',', Enumerable.Repeat(entry, 5000))}}]}""";
    }

    private sealed class OnlyAAndB : IModelFilter
    {
        public bool Allows(string model) => model is "a" or "b";
    }
}
