using System.Text.Json;
using Sallyport.Core.Access;
using Sallyport.Protocols.Json;

namespace Sallyport.Planes.Llm;

/// <summary>
/// Cuts a list of models (<c>{"data": [{"id": …}, …]}</c>, OpenAI's and Anthropic's) to those that its caller may use. All other bytes stay as
/// they are.
/// </summary>
/// <remarks>Limit: Anthropic's <c>first_id</c> and <c>last_id</c> stay, as the next page is asked for by them; they may name a model that was cut.</remarks>
internal static class ModelList
{
    /// <summary>Takes the others out. An entry without a text as its only <c>id</c> goes too. What is not such a list is left as it is.</summary>
    /// <returns>How many bytes were moved: never more than the body has, whatever the upstream wrote.</returns>
    internal static int Cut(PooledBytes body, IModelFilter models) => body.Remove(Find(body.Span, models));

    private static List<(int Start, int End)> Find(ReadOnlySpan<byte> json, IModelFilter models)
    {
        var gone = new List<(int Start, int End)>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonTextFinder.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                {
                    var isList = reader.ValueTextEquals("data"u8);
                    reader.Read();
                    if (isList && reader.TokenType == JsonTokenType.StartArray)
                    {
                        FindIn(ref reader, models, gone);
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
            }
        }
        catch (JsonException)
        {
            gone.Clear();
        }

        return gone;
    }

    private static void FindIn(ref Utf8JsonReader reader, IModelFilter models, List<(int Start, int End)> gone)
    {
        // An entry goes with the comma before it, or where nothing before it stays, with the comma after it.
        var (keptEnd, isFirst) = (-1, true);
        var pendingStart = -1;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            if (pendingStart >= 0)
            {
                gone.Add((pendingStart, start));
                pendingStart = -1;
            }

            var stays = Stays(ref reader, models);
            var end = (int)reader.BytesConsumed;
            if (stays)
            {
                (keptEnd, isFirst) = (end, false);
            }
            else if (isFirst)
            {
                pendingStart = start;
            }
            else
            {
                gone.Add((keptEnd, end));
                keptEnd = end;
            }
        }

        if (pendingStart >= 0)
        {
            gone.Add((pendingStart, (int)reader.TokenStartIndex));
        }
    }

    private static bool Stays(ref Utf8JsonReader reader, IModelFilter models)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        var (id, count) = ("", 0);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isId)
            {
                count++;
                id = TextOf(ref reader);
            }

            reader.Skip();
        }

        return count == 1 && id.Length > 0 && models.Allows(id);
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType == JsonTokenType.String ? reader.GetString() ?? "" : "";
        }
        catch (InvalidOperationException)
        {
            // Escapes of half a character: no name of a model, and nothing that a grant could be for.
            return "";
        }
    }
}
