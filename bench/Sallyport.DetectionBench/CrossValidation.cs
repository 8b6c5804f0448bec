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
    private readonly List<(LabelledText Row, int Origin, float[] Margins)> _judged = [];
    private readonly byte[] _hash;

    public CrossValidation(IReadOnlyList<LabelledText> corpus, IReadOnlyList<LabelledText> cases)
    {
        // The cases only train: single texts made to look like attacks say nothing about how often such texts come.
        _texts = [.. corpus.Concat(cases).Select(row => TrainingText.Of(row, BucketBits)).OfType<TrainingText>()];
        _hash = HashOf([.. corpus, .. cases]);
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

        var knots = Calibrate();
        return [.. trainers.Select(trainer => trainer.ToModel(knots, _hash))];
    }

    /// <summary>The model to ship: trained on everything, calibrated on what the others say about unseen texts.</summary>
    public ClassifierModel TrainAll()
    {
        var trainer = new Trainer(BucketBits);
        trainer.Train(_texts);
        return trainer.ToModel(Calibrate(), _hash);
    }

    /// <summary>For each head and origin: the attacks on its own kind that it finds, at the margins that 1 % and 0.1 % of the harmless texts reach.</summary>
    public void PrintHeads(TextWriter log)
    {
        for (var head = 0; head < ClassifierFamily.Count; head++)
        {
            var family = ClassifierFamily.All[head];
            float[] harmless = [.. _judged.Where(item => !item.Row.IsAttack && family.Directions.Contains(item.Row.Direction)).Select(item => item.Margins[head]).OrderDescending()];
            var (one, tenth) = (harmless[harmless.Length / 100], harmless[harmless.Length / 1000]);
            var own = _judged.Where(item => item.Row.IsAttack && item.Row.Kind == TrainingText.KindOfHead[head]).ToList();
            log.WriteLine($"{family.Category,-20} all own attacks {100.0 * own.Count(item => item.Margins[head] > one) / own.Count,6:F1} {100.0 * own.Count(item => item.Margins[head] > tenth) / own.Count,6:F1}  macro {own.GroupBy(item => item.Origin).Average(group => 100.0 * group.Count(item => item.Margins[head] > one) / group.Count()),6:F1}");
            foreach (var group in _judged.Where(item => item.Row.IsAttack && item.Row.Kind == TrainingText.KindOfHead[head]).GroupBy(item => item.Row.Source))
            {
                log.WriteLine($"{family.Category,-20} {group.Key,-60} {group.Count(),5} {100.0 * group.Count(item => item.Margins[head] > one) / group.Count(),6:F1} {100.0 * group.Count(item => item.Margins[head] > tenth) / group.Count(),6:F1}");
            }

            foreach (var group in _judged.Where(item => !item.Row.IsAttack && family.Directions.Contains(item.Row.Direction) && item.Margins[head] > one).GroupBy(item => item.Row.Kind + " " + item.Row.Source))
            {
                log.WriteLine($"    above: {group.Key,-60} {group.Count(),5} {group.Count(item => item.Margins[head] > tenth),6}");
            }
        }
    }

    private void Judge(ClassifierModel model, int origin)
    {
        var classifier = new WindowClassifier();
        foreach (var text in _texts.Where(text => text.Row.Kind != "rule_case" && Origins.Of(text.Row) == origin))
        {
            var normalised = TrainingText.Normalise(text.Row.Text);
            classifier.Begin();
            classifier.Append(model, normalised, 0, []);
            classifier.Complete(model, normalised.Length);
            _judged.Add((text.Row, origin, [.. Enumerable.Range(0, ClassifierFamily.Count).Select(classifier.BestOf)]));
        }
    }

    // Weights never saw the origin they are tested on; the calibration, which has one number for each share, saw what they say about all.
    private IReadOnlyList<IReadOnlyList<CalibrationKnot>> Calibrate() =>
        [.. Enumerable.Range(0, ClassifierFamily.Count).Select(head => Calibrator.Fit(_judged
            .Where(item => !item.Row.IsAttack && ClassifierFamily.All[head].Directions.Contains(item.Row.Direction))
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
