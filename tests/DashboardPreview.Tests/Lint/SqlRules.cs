using System.Globalization;
using System.Text.RegularExpressions;
using Analytics.DashboardPreview.Macros;
using Analytics.DashboardPreview.Variables;

namespace DashboardPreview.Tests.Lint;

/// <summary>The rules of a dashboard's SQL: no traps of Grafana's macros, no unknown names, no schema but reporting.</summary>
static partial class SqlRules
{
    static readonly string[] _plain = ["__interval", "__interval_ms", "__from", "__to"];

    /// <param name="table">The target's format: a table or, with any other value, a time series.</param>
    /// <param name="minInterval">The smallest value of <c>$__interval</c>.</param>
    public static IEnumerable<string> Errors(string sql, bool table, IReadOnlySet<string> variables, TimeSpan minInterval)
    {
        foreach (var name in VariablesIn(sql).Where(name => !variables.Contains(name)))
            yield return $"undefined variable ${name}";
        foreach (Match word in DoubleUnderscore().Matches(sql))
        {
            if (!MacroExpander.Names.Contains(word.Groups[1].Value) && !_plain.Contains(word.Groups[1].Value))
                yield return $"unknown macro ${word.Groups[1].Value}";
        }
        foreach (var error in Macro().Matches(sql).SelectMany(call => MacroErrors(sql, call, minInterval)))
            yield return error;
        if (GroupsByName().IsMatch(sql))
            yield return "trap 8: GROUP BY or ORDER BY time means a column of that name, write GROUP BY 1 ORDER BY 1";
        if (Duration().IsMatch(sql))
            yield return "trap 6: Grafana draws a number called time as a time, name a duration otherwise";
        if (!table && !NamesTime().IsMatch(sql))
            yield return "trap 5: a time series needs a column called exactly time";
        if (!table && !InOrder().IsMatch(sql))
            yield return "trap 7: a time series ends with ORDER BY 1";
        if (OtherSchema().Match(sql) is { Success: true } other)
            yield return $"reads {other.Value}: dashboards read views and functions of schema reporting only";
        if (sql.Contains("reporting.sessions", StringComparison.Ordinal) && EveryRow().Match(sql) is { Success: true } slow)
            yield return $"{slow.Value}: PostgreSQL evaluates it for every session, write date_bin or to_timestamp";
        if (!sql.Contains("reporting.", StringComparison.Ordinal))
            yield return "reads no view or function of schema reporting";
    }

    /// <summary>Returns the names of all variables in a text, except Grafana's built-in ones (which begin with two underscores).</summary>
    internal static IEnumerable<string> VariablesIn(string sql) =>
        VariableSubstitution
            .Reference()
            .Matches(sql)
            .Select(reference => reference.Groups["name"].Value)
            .Where(name => !name.StartsWith("__", StringComparison.Ordinal))
            .Distinct();

    static IEnumerable<string> MacroErrors(string sql, Match call, TimeSpan minInterval)
    {
        var name = call.Groups["name"].Value;
        var arguments = call.Groups["arguments"].Value.Split(',', StringSplitOptions.TrimEntries);
        var groups = name.Contains("Group", StringComparison.Ordinal);
        if (call.Groups["arguments"].Value.Contains('(', StringComparison.Ordinal) || arguments.Length > (groups ? 3 : 1))
            yield return $"trap 1: no brackets or commas inside an argument of ${name}";
        if (groups && !name.EndsWith("Alias", StringComparison.Ordinal) && AfterBlanks(sql, call) == ',')
            yield return $"trap 2: write ${name}Alias in the select list";
        if (!groups || arguments.Length < 2)
            yield break;
        var interval = arguments[1].Trim('\'');
        var least = interval == "$__interval" ? minInterval : Parse(interval);
        if (arguments.Length == 3 && (least < TimeSpan.FromSeconds(1) || least.Ticks % TimeSpan.TicksPerSecond != 0))
            yield return "trap 3: fill only with whole seconds";
        if (least <= TimeSpan.Zero || interval.EndsWith('M') || interval.EndsWith('y'))
            yield return $"trap 4: an interval of {interval}";
    }

    static char AfterBlanks(string sql, Match call) =>
        sql[(call.Index + call.Length)..].TrimStart() is { Length: > 0 } rest ? rest[0] : ' ';

    static TimeSpan Parse(string interval) =>
        IntervalText.Parse(interval, DateTimeOffset.Parse("2026-01-01T00:00Z", CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\$(__[_a-zA-Z0-9]+)")]
    private static partial Regex DoubleUnderscore();

    [GeneratedRegex(@"\$(?<name>__[_a-zA-Z0-9]+)\((?<arguments>[^\)]*)\)")]
    private static partial Regex Macro();

    [GeneratedRegex(@"\b(GROUP|ORDER)\s+BY\s+""?time\b", RegexOptions.IgnoreCase)]
    private static partial Regex GroupsByName();

    [GeneratedRegex(@"AS ""time""|\$__(timeGroupAlias|unixEpochGroupAlias|time|timeEpoch)\(")]
    private static partial Regex NamesTime();

    [GeneratedRegex(@"ORDER BY 1(\s*,\s*\d+)*\s*$")]
    private static partial Regex InOrder();

    // These depend on the session's time zone by PostgreSQL's rules, so that no plan holds their results.
    [GeneratedRegex(@"date_trunc\(|>=? \$__time(From|To)\(\)::timestamptz [-+] \(")]
    private static partial Regex EveryRow();

    [GeneratedRegex(@"\bAS time\b")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\b(warehouse|public|pg_catalog|information_schema)\.\w+", RegexOptions.IgnoreCase)]
    private static partial Regex OtherSchema();
}
