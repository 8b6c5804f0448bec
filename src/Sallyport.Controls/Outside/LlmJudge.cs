using System.Security.Cryptography;
using Sallyport.Controls.Usage;
using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Outside;

/// <summary>Asks a language model behind an OpenAI-compatible API for a verdict.</summary>
internal sealed class LlmJudge(OutsideConfig config, OutsideSender sender, PriceTable prices) : IOutsideDetector
{
    private const int RandomCharacters = 32;

    private readonly Uri _address = new($"{config.Target.AbsoluteUri.TrimEnd('/')}/chat/completions");

    /// <inheritdoc />
    public async Task<OutsideAnswer> AskAsync(OutsideQuestion question, CancellationToken cancellationToken)
    {
        var marker = RandomNumberGenerator.GetHexString(RandomCharacters, lowercase: true);
        var ticket = RandomNumberGenerator.GetHexString(RandomCharacters, lowercase: true);
        var (body, failed) = await sender.PostAsync(config, _address, JudgePrompt.Write(config, question, marker, ticket), cancellationToken);
        if (failed is not null)
        {
            return failed;
        }

        var answer = JudgeVerdict.Read(body, config, ticket);
        return answer with { CostUsd = prices.Cost(config.Model, new TokenUsage { InputTokens = answer.InputTokens, OutputTokens = answer.OutputTokens }) };
    }
}
