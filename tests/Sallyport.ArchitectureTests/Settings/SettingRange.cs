using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Sallyport.ArchitectureTests.Settings;

/// <summary>
/// Finds a setting's range by asking its validator: what is written is what is enforced. Assumes that the accepted values have no gaps and
/// that the default is one of them.
/// </summary>
internal sealed class SettingRange(string section, Type options, IEnumerable<object?> validators)
{
    private readonly IReadOnlyList<object> _validators = [.. validators.OfType<object>()];

    /// <summary>"least to most", or a dash for what is no number and no time.</summary>
    internal string Of(PropertyInfo property)
    {
        var value = property.GetValue(Activator.CreateInstance(options));
        return value switch
        {
            int number => Between(number, int.MinValue, int.MaxValue, tried => (int)tried, property),
            TimeSpan time => Between(time.Ticks, TimeSpan.MinValue.Ticks, TimeSpan.MaxValue.Ticks, tried => TimeSpan.FromTicks(tried), property),
            _ => "–",
        };
    }

    /// <summary>A value as one would write it in the file.</summary>
    internal static string Text(object value) => value switch
    {
        TimeSpan time when time.Ticks % TimeSpan.TicksPerSecond != 0 => time.ToString("c", CultureInfo.InvariantCulture).TrimEnd('0'),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private string Between(long accepted, long least, long most, Func<long, object> make, PropertyInfo property)
    {
        bool IsAccepted(long tried) => Accepts(property, make(tried));
        return $"`{Text(make(Edge(accepted, least, IsAccepted)))}` to `{Text(make(Edge(accepted, most, IsAccepted)))}`";
    }

    /// <summary>The last accepted value on the way from one that is accepted to the end of what the type can hold.</summary>
    private static long Edge(long accepted, long end, Func<long, bool> isAccepted)
    {
        if (isAccepted(end))
        {
            return end;
        }

        Int128 inside = accepted, outside = end;
        while (Int128.Abs(outside - inside) > 1)
        {
            var middle = (inside + outside) / 2;
            (inside, outside) = isAccepted((long)middle) ? (middle, outside) : (inside, middle);
        }

        return (long)inside;
    }

    private bool Accepts(PropertyInfo property, object value)
    {
        var instance = Activator.CreateInstance(options);
        property.SetValue(instance, value);
        // Only faults of this very setting count: a value may also make another one's range smaller.
        var key = $"{section}:{property.Name}";
        return !_validators
            .Select(validator => (ValidateOptionsResult?)validator.GetType().GetMethod("Validate")?.Invoke(validator, [null, instance]))
            .SelectMany(result => result?.Failures ?? [])
            .Any(fault => fault.StartsWith(key, StringComparison.Ordinal) && !char.IsLetter(fault.ElementAtOrDefault(key.Length)));
    }
}
