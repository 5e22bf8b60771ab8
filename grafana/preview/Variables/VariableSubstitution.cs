using System.Text.Json;
using System.Text.RegularExpressions;
using Analytics.DashboardPreview.Macros;

namespace Analytics.DashboardPreview.Variables;

/// <summary>The picked values of one variable.</summary>
/// <param name="Values">The values, or with <paramref name="Verbatim"/> one text that is inserted unchanged (a custom "All").</param>
/// <param name="Quoted">True when the variable takes several values, so that each becomes a literal in SQL.</param>
sealed record Picked(IReadOnlyList<string> Values, bool Quoted, bool Verbatim = false);

/// <summary>
/// Replaces variables in SQL as Grafana's page does before the query leaves the browser: <c>$v</c>, <c>${v}</c>, <c>${v:format}</c>,
/// <c>[[v]]</c>.
/// By default only a variable that takes several values is quoted; in a single value each apostrophe is doubled, for the quotes around it.
/// </summary>
static partial class VariableSubstitution
{
    /// <exception cref="MacroException">The format is unknown.</exception>
    public static string Substitute(string sql, IReadOnlyDictionary<string, Picked> variables, DateTimeOffset from, DateTimeOffset to) =>
        Reference()
            .Replace(sql, reference =>
            {
                var name = reference.Groups["name"].Value;
                var format = reference.Groups["format"].Value;
                return name switch
                {
                    "__from" => RangeEnd.Format(from, format),
                    "__to" => RangeEnd.Format(to, format),
                    _ when variables.TryGetValue(name, out var picked) => Format(picked, format),
                    _ => reference.Value,
                };
            });

    /// <summary>A reference to a variable: groups <c>name</c> and, if it has one, <c>format</c>.</summary>
    [GeneratedRegex(
        @"\$(?<name>\w+)|\[\[(?<name>\w+?)(:(?<format>\w+))?\]\]|\$\{(?<name>\w+)(:(?<format>[^\}]+))?\}",
        RegexOptions.ExplicitCapture
    )]
    public static partial Regex Reference();

    static string Format(Picked picked, string format) =>
        (format, picked) switch
        {
            (_, { Verbatim: true }) => picked.Values[0],
            ({ Length: 0 }, { Quoted: true }) or ("sqlstring", _) => Join(picked, value =>
                $"'{value.Replace("'", "''", StringComparison.Ordinal)}'"
            ),
            ({ Length: 0 }, _) => Join(picked, value => value.Replace("'", "''", StringComparison.Ordinal)),
            ("raw" or "csv", _) => Join(picked, value => value),
            ("regex", _) => Regular(picked.Values),
            ("singlequote", _) => Join(picked, value => $"'{value.Replace("'", "\\'", StringComparison.Ordinal)}'"),
            ("doublequote", _) => Join(picked, value => $"\"{value.Replace("\"", "\\\"", StringComparison.Ordinal)}\""),
            ("pipe", _) => string.Join('|', picked.Values),
            ("json", { Quoted: false, Values: [var only] }) => only,
            ("json", _) => JsonSerializer.Serialize(picked.Values),
            _ => throw new MacroException($"unknown variable format \"{format}\""),
        };

    static string Join(Picked picked, Func<string, string> write) => string.Join(',', picked.Values.Select(write));

    /// <summary>Returns a regular expression of exactly these values.</summary>
    static string Regular(IReadOnlyList<string> values)
    {
        var escaped = values.Select(value => Special().Replace(value, @"\$&")).ToList();
        return escaped is [var one] ? one : $"({string.Join('|', escaped)})";
    }

    [GeneratedRegex(@"[\\^$*+?.()|[\]{}/]")]
    private static partial Regex Special();
}
