namespace Sallyport.Detection.Yara.Conditions;

/// <summary>Tells whether a condition can only hold where a string of the rule is found. Such rules cost nothing on clean text.</summary>
internal static class StringNeed
{
    /// <summary>True only when it is certain.</summary>
    public static bool Of(YaraExpression condition) => condition switch
    {
        YaraExpression.Truth truth => !truth.Value,
        YaraExpression.And and => Of(and.Left) || Of(and.Right),
        YaraExpression.Or or => Of(or.Left) && Of(or.Right),
        YaraExpression.Found => true,
        YaraExpression.OfStrings of => DemandsOne(of.Quantifier),
        YaraExpression.Compare { Left: YaraExpression.Count, Right: YaraExpression.Number number } compare => compare.Sign switch
        {
            ">" => number.Value >= 0,
            ">=" or "==" => number.Value >= 1,
            _ => false,
        },
        _ => false,
    };

    private static bool DemandsOne(Quantifier quantifier) => quantifier.Kind switch
    {
        QuantifierKind.All or QuantifierKind.Any or QuantifierKind.Percent => quantifier.Amount is null or YaraExpression.Number,
        QuantifierKind.Number => quantifier.Amount is YaraExpression.Number { Value: >= 1 },
        _ => false,
    };
}
