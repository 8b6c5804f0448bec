using System.Reflection;
using System.Xml.Linq;

namespace Sallyport.ArchitectureTests.Settings;

/// <summary>The documentation file that the compiler writes beside an assembly.</summary>
internal sealed class XmlDocuments(Assembly assembly)
{
    private readonly XDocument _file = XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml"));

    internal string Of(Type type) => Summary($"T:{type.FullName}");

    internal string Of(PropertyInfo property) => Summary($"P:{property.DeclaringType?.FullName}.{property.Name}");

    private string Summary(string member)
    {
        var summary = _file.Descendants("member").Single(one => one.Attribute("name")?.Value == member).Element("summary");
        var text = string.Concat((summary?.Nodes() ?? []).Select(Inline));
        // One line: it stands in the cell of a table.
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static string Inline(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")?.Value.Split('.')[^1]}`",
        XElement element => $"`{element.Value}`",
        _ => "",
    };
}
