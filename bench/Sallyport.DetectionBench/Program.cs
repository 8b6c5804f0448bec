using Sallyport.Detection;
using Sallyport.Detection.Classification;
using Sallyport.Detection.Rules;
using Sallyport.DetectionBench;

if (Arguments.Parse(args) is not { } arguments)
{
    Console.Error.WriteLine(Arguments.Usage);
    return 64;
}

var library = RuleLibrary.LoadBuiltIn();
if (arguments.Verb == "hostile")
{
    HostileFigures.Print(library, arguments.CaseFolder, shown: 60, Console.Out);
    return 0;
}

var corpus = Corpus.Read(arguments.Folder);
if (arguments.Verb == "pairs")
{
    PairCounts.Print(corpus, Console.Out);
    PigLatinCounts.Print(corpus, Corpus.ReadRuleAttacks(arguments.CaseFolder), Console.Out);
    return 0;
}

if (arguments.Verb == "train")
{
    var training = new CrossValidation(corpus, Corpus.ReadRuleCases(arguments.CaseFolder));
    training.TrainBySource(Console.Error);
    training.PrintHeads(Console.Error);
    var bytes = ClassifierModelFile.Write(training.TrainAll());
    File.WriteAllBytes(arguments.ModelFile!, bytes); // Parse demands it for this verb
    Console.WriteLine($"{bytes.Length} bytes, SHA-256 {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}");
    return 0;
}

var evaluation = Evaluate();
ReportPrinter.Print(evaluation, Console.Out);
if (arguments.JsonFile is { } file)
{
    ReportPrinter.WriteJson(evaluation, file);
}

return 0;

Evaluation Evaluate()
{
    if (arguments.Classifier != ClassifierChoice.Unseen)
    {
        var engine = arguments.Classifier == ClassifierChoice.None ? DetectionEngine.Create(library, (ClassifierModel?)null) : DetectionEngine.Create(library);
        return Evaluation.Of(corpus, _ => engine, engine);
    }

    DetectionEngine[] engines = [.. new CrossValidation(corpus, Corpus.ReadRuleCases(arguments.CaseFolder)).TrainBySource(Console.Error).Select(model => DetectionEngine.Create(library, model))];
    return Evaluation.Of(corpus, row => engines[Origins.Of(row)], engines[^1]);
}
