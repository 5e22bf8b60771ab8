using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Analytics.Collector.Settings;

/// <summary>
/// The doc comments of this program, from the file that the build puts beside it: a setting is described once, where it is declared.
/// </summary>
static partial class DocSentences
{
    static readonly Lazy<Dictionary<string, string>> _byMember = new(Read);

    /// <summary>Empty where the file was not shipped.</summary>
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
