using System.Collections.Concurrent;
using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Macros;
using Analytics.DashboardPreview.Variables;

namespace Analytics.DashboardPreview.Queries;

/// <summary>The values that a variable offers, queried again when they are older than a refresh or two.</summary>
sealed class VariableOptions(WarehouseReader warehouse, TimeProvider time)
{
    static readonly TimeSpan _kept = TimeSpan.FromSeconds(5);

    /// <summary>The answers that are cached at most: each range is a key, and a client may ask for any.</summary>
    const int MostKept = 1000;

    readonly ConcurrentDictionary<(string Sql, string Range), (DateTimeOffset At, IReadOnlyList<string> Values)> _known = new();

    /// <param name="picked">The values of the variables before this one, which its query may name.</param>
    /// <param name="range">The range as picked ("now-5m"), a part of the key under which the answer is cached.</param>
    public async Task<IReadOnlyList<string>> OfAsync(
        Variable variable,
        IReadOnlyDictionary<string, Picked> picked,
        string range,
        TimeWindow window,
        CancellationToken stop
    )
    {
        if (variable.Kind != VariableKind.Query)
            return variable.Offered ?? [];
        var sql = VariableSubstitution.Substitute(variable.Sql, picked, window.From, window.To);
        var key = (sql, range);
        if (_known.TryGetValue(key, out var known) && time.GetUtcNow() - known.At < _kept)
            return known.Values;
        var frame = await warehouse.QueryAsync(MacroExpander.Expand(sql, window).Text, stop);
        var column = frame.Fields.FirstOrDefault(field => field.Name == "__value") ?? (frame.Fields.Count > 0 ? frame.Fields[0] : null);
        IReadOnlyList<string> values = column is null
            ? []
            : [.. column.Values.Select(value => value?.ToString()).OfType<string>().Where(value => !HoldsMacro(value)).Distinct()];
        if (_known.Count >= MostKept)
            _known.Clear();

        _known[key] = (time.GetUtcNow(), values);
        return values;
    }

    /// <summary>
    /// True for a value with a macro in it. Macros are expanded after values went into the SQL, so it would put text outside of its quotes;
    /// clients choose the names of events.
    /// </summary>
    public static bool HoldsMacro(string value) => value != Variable.All && value.Contains("$__", StringComparison.Ordinal);

    /// <summary>
    /// Returns the values that go into SQL for a pick; "All" is the variable's custom text, or every value. A variable without
    /// "All" has one of the offered values: the picked one, else the file's, else the first. So no other text goes into SQL unquoted.
    /// A text box has what the viewer wrote, which the dashboard has to quote.
    /// </summary>
    public static Picked Pick(Variable variable, IReadOnlyList<string> picked, IReadOnlyList<string> offered)
    {
        if (variable.Kind == VariableKind.Textbox)
            return new Picked([picked.Count > 0 ? picked[0] : variable.Current ?? ""], Quoted: false);
        if (variable is { Multi: false, IncludeAll: false })
        {
            var offeredPick = picked.Append(variable.Current).FirstOrDefault(value => value is not null && offered.Contains(value));
            return new Picked([offeredPick ?? offered.FirstOrDefault("")], Quoted: false);
        }
        if (picked is [] or [Variable.All])
            return variable.AllValue is { } all ? new Picked([all], Quoted: false, Verbatim: true) : new Picked(offered, Quoted: true);
        return new Picked(picked, Quoted: true);
    }
}
