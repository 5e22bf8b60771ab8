using System.Text.RegularExpressions;

namespace Analytics.DashboardPreview.Variables;

/// <summary>
/// Reads the list of a custom variable: values between commas, of which <c>\,</c> is a part of a value, and the value of
/// <c>label : value</c>.
/// </summary>
static partial class CustomValues
{
    public static IReadOnlyList<string> Of(string list) =>
        [
            .. Item()
                .Matches(list)
                .Select(item => item.Value.Replace(@"\,", ",", StringComparison.Ordinal))
                .Select(item => Labeled().Match(item) is { Success: true } pair ? pair.Groups["value"].Value.Trim() : item.Trim())
                .Where(value => value.Length > 0),
        ];

    [GeneratedRegex(@"(?:\\,|[^,])+")]
    private static partial Regex Item();

    [GeneratedRegex(@"^\s*.+\s:\s(?<value>.+)$")]
    private static partial Regex Labeled();
}
