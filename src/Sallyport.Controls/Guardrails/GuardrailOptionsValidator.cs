using Microsoft.Extensions.Options;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>Finds every fault in the rules folder, by reading it as a start would.</summary>
public sealed class GuardrailOptionsValidator : IValidateOptions<GuardrailOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, GuardrailOptions options)
    {
        if (string.IsNullOrEmpty(options.RulesFolder))
        {
            return ValidateOptionsResult.Success;
        }

        try
        {
            return RuleLibrary.LoadFolder(options.RulesFolder, RuleLibrary.LoadBuiltIn(), out var faults) is not null
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(faults.Select(fault => $"Guardrails:RulesFolder (SALLYPORT_RULES_DIR): {fault}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail($"Guardrails:RulesFolder (SALLYPORT_RULES_DIR): {options.RulesFolder} cannot be read: {exception.Message}");
        }
    }
}
