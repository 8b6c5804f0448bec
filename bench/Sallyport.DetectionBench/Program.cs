using Sallyport.Detection;
using Sallyport.Detection.Rules;
using Sallyport.DetectionBench;

// Usage: Sallyport.DetectionBench evaluate --data FOLDER [--json FILE]
if (Arguments.Parse(args) is not { } arguments)
{
    Console.Error.WriteLine(Arguments.Usage);
    return 64;
}

var corpus = Corpus.Read(arguments.Folder);
Console.WriteLine($"{corpus.Count} rows");
var engine = DetectionEngine.Create(RuleLibrary.LoadBuiltIn());
var evaluation = Evaluation.Of(corpus, _ => engine, engine);
ReportPrinter.Print(evaluation, Console.Out);
if (arguments.JsonFile is { } file)
{
    ReportPrinter.WriteJson(evaluation, file);
}

return 0;
