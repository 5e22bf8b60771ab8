using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Collector.Tests;

/// <summary>The collector's folders have the order of an event's path, and each depends on earlier folders only.</summary>
public sealed partial class FolderOrderTests
{
    public static ImmutableArray<string> Order { get; } =
    [
        "Settings",
        "Http",
        "Telemetry",
        "Keys",
        "Reading",
        "Validation",
        "Privacy",
        "Enrichment",
        "Delivery.Kafka",
        "Delivery.Duplicates",
        "Delivery.Spool",
        "Delivery.Routing",
        "Processing",
        "Dialects",
        "Health",
        "OpenApi",
    ];

    [Fact]
    public void No_folder_depends_on_a_later_one()
    {
        var files = Files().Select(Arrows).ToList();
        Assert.Equal(Order, files.Select(file => file.Folder).OfType<string>().Distinct().OrderBy(folder => Order.IndexOf(folder)));
        var wrong = files
            .Where(file => file.Folder is not null)
            .SelectMany(file =>
                file.Uses.Where(used => Order.IndexOf(used) > Order.IndexOf(file.Folder!))
                    .Select(used => $"{file.Path}: {file.Folder} depends on {used}")
            );
        Assert.Equal("", string.Join('\n', wrong));
    }

    /// <summary>Returns the folder of a namespace; null for the program's root namespace.</summary>
    public static string? FolderOf(string? name) =>
        Order.FirstOrDefault(folder => $"{name}.".StartsWith($"Analytics.Collector.{folder}.", StringComparison.Ordinal));

    static (string Path, string? Folder, IEnumerable<string> Uses) Arrows(string path)
    {
        var text = File.ReadAllText(path);
        return (
            path,
            FolderOf(Own().Match(text).Groups["name"].Value),
            Used().Matches(text).SelectMany(Targets).OfType<string>().Distinct()
        );
    }

    static IEnumerable<string?> Targets(Match used) =>
        [
            FolderOf($"Analytics.Collector.{used.Groups["name"].Value}"),
            FolderOf($"Analytics.Collector.Delivery.{used.Groups["name"].Value}"),
        ];

    static IEnumerable<string> Files()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Analytics.sln")))
            root = root.Parent ?? throw new DirectoryNotFoundException($"No Analytics.sln above {AppContext.BaseDirectory}.");

        return Directory.EnumerateFiles(Path.Combine(root.FullName, "collector"), "*.cs", SearchOption.AllDirectories);
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Own();

    /// <summary>Matches a using, a qualified name, and a name that begins below the program's root namespace.</summary>
    [GeneratedRegex(@"(Analytics\.Collector\.|(?<![\w.:""])(?=[A-Z]\w+\.[A-Z]))(?<name>[A-Z][\w.]+)")]
    private static partial Regex Used();
}
