using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Analytics.Collector.Settings;

/// <summary>
/// Reads the doc comments of this program from the XML file that the build writes, so that a setting is described once, where it is
/// declared.
/// </summary>
static partial class DocSentences
{
    static readonly Lazy<Dictionary<string, string>> _byMember = new(Read);

    /// <summary>Returns the member's summary; empty when the XML file is missing.</summary>
    public static string Of(PropertyInfo member) =>
        _byMember.Value.GetValueOrDefault($"P:{member.DeclaringType!.FullName!.Replace('+', '.')}.{member.Name}", "");

    static Dictionary<string, string> Read()
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{typeof(DocSentences).Assembly.GetName().Name}.xml");
        return !File.Exists(file)
            ? []
            : XDocument
                .Load(file)
                .Descendants("member")
                .Where(member => member.Element("summary") is not null)
                .ToDictionary(
                    member => member.Attribute("name")!.Value,
                    member => Blanks().Replace(string.Concat(member.Element("summary")!.Nodes().Select(Text)), " ").Trim()
                );
    }

    static string Text(XNode node) =>
        node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement element when element.Attribute("cref") is { } reference => $"`{reference.Value.Split('.', ':')[^1]}`",
            _ => "",
        };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
