using System.Security.Cryptography;
using System.Text;
using Sallyport.Detection.Classification;

namespace Sallyport.DetectionBench;

/// <summary>Trains one model per origin on all the others, calibrates on what they say about texts they have not seen, and one on everything.</summary>
internal sealed class CrossValidation
{
    private const int BucketBits = 17;

    private static readonly IReadOnlyList<IReadOnlyList<CalibrationKnot>> NoCalibration =
        [.. Enumerable.Range(0, ClassifierFamily.Count).Select(_ => (IReadOnlyList<CalibrationKnot>)[new CalibrationKnot(0, 0), new CalibrationKnot(1, 1)])];

    private readonly List<TrainingText> _texts;
    private readonly List<(LabelledText Row, int Origin, float[] Margins)> _harmless = [];
    private readonly byte[] _hash;

    public CrossValidation(IReadOnlyList<LabelledText> corpus)
    {
        _texts = [.. corpus.Select(row => TrainingText.Of(row, BucketBits)).OfType<TrainingText>()];
        _hash = HashOf(corpus);
    }

    /// <summary>A model for each origin, which has seen nothing of it.</summary>
    public ClassifierModel[] TrainBySource(TextWriter log)
    {
        var trainers = new Trainer[Origins.Count];
        for (var origin = 0; origin < trainers.Length; origin++)
        {
            trainers[origin] = new Trainer(BucketBits);
            trainers[origin].Train([.. _texts.Where(text => !Origins.Touches(text.Row, origin))]);
            Judge(trainers[origin].ToModel(NoCalibration, _hash), origin);
            log.WriteLine($"trained without origin {origin + 1} of {trainers.Length}");
        }

        return [.. trainers.Select((trainer, origin) => trainer.ToModel(Calibrate(origin), _hash))];
    }

    /// <summary>The model to ship: trained on everything, calibrated on what the others say about unseen texts.</summary>
    public ClassifierModel TrainAll()
    {
        var trainer = new Trainer(BucketBits);
        trainer.Train(_texts);
        return trainer.ToModel(Calibrate(without: -1), _hash);
    }

    private void Judge(ClassifierModel model, int origin)
    {
        var classifier = new WindowClassifier();
        foreach (var text in _texts.Where(text => !text.Row.IsAttack && Origins.Of(text.Row) == origin))
        {
            var normalised = TrainingText.Normalise(text.Row.Text);
            classifier.Begin();
            classifier.Append(model, normalised, 0, []);
            classifier.Complete(model, normalised.Length);
            _harmless.Add((text.Row, origin, [.. Enumerable.Range(0, ClassifierFamily.Count).Select(classifier.BestOf)]));
        }
    }

    // The tested origin's own texts do not set its thresholds.
    private IReadOnlyList<IReadOnlyList<CalibrationKnot>> Calibrate(int without) =>
        [.. Enumerable.Range(0, ClassifierFamily.Count).Select(head => Calibrator.Fit(_harmless
            .Where(item => item.Origin != without && ClassifierFamily.All[head].Directions.Contains(item.Row.Direction))
            .Select(item => item.Margins[head])))];

    private static byte[] HashOf(IReadOnlyList<LabelledText> corpus)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in corpus)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{row.Kind}\0{row.IsAttack}\0{row.Source}\0{row.Technique}\0{row.Text}\0"));
        }

        return hash.GetHashAndReset();
    }
}
