using Sallyport.Detection.Classification;

namespace Sallyport.Tests.Detection.Classification;

/// <summary>Small models with known weights.</summary>
internal static class SampleModels
{
    public const int BucketBits = 17;

    /// <summary>Every head has a bias of -2 and is sure from margin 1 on; features of the phrase weigh 127 steps of 0.01, all others -1.</summary>
    public static ClassifierModel That_knows(string phrase)
    {
        var weights = new sbyte[ClassifierFamily.Count << BucketBits];
        weights.AsSpan().Fill(-1);
        var extractor = default(FeatureExtractor);
        extractor.Begin();
        var room = new uint[FeatureExtractor.MaxFeatures];
        for (var position = 0; position < phrase.Length;)
        {
            extractor.Read(phrase, ref position, room, out var count);
            foreach (var feature in room[..count])
            {
                weights.AsSpan((int)(feature >> (32 - BucketBits)) * ClassifierFamily.Count, ClassifierFamily.Count).Fill(sbyte.MaxValue);
            }
        }

        return new ClassifierModel(BucketBits, [.. ClassifierFamily.All.Select(family => new ClassifierHead(family.Category, -2, 0.01f, [new(-1, 0), new(0, 0.5f), new(1, 0.9f)]))], weights, new byte[32]);
    }
}
