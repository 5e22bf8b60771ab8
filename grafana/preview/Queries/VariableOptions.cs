using System.Collections.Concurrent;
using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Macros;
using Analytics.DashboardPreview.Variables;

namespace Analytics.DashboardPreview.Queries;

/// <summary>The values that a variable offers, queried again when they are older than a refresh or two.</summary>
sealed class VariableOptions(Warehouse warehouse, TimeProvider time)
{
    static readonly TimeSpan _kept = TimeSpan.FromSeconds(5);
    readonly ConcurrentDictionary<(string Sql, string Range), (DateTimeOffset At, IReadOnlyList<string> Values)> _known = new();

    /// <param name="range">The range as picked ("now-5m"), the key under which the answer is cached.</param>
    public async Task<IReadOnlyList<string>> OfAsync(Variable variable, string range, TimeWindow window, CancellationToken stop)
    {
        var key = (variable.Sql, range);
        if (_known.TryGetValue(key, out var known) && time.GetUtcNow() - known.At < _kept)
            return known.Values;
        var frame = await warehouse.QueryAsync(MacroExpander.Expand(variable.Sql, window).Text, stop);
        var column = frame.Fields.FirstOrDefault(field => field.Name == "__value") ?? (frame.Fields.Count > 0 ? frame.Fields[0] : null);
        IReadOnlyList<string> values = column is null
            ? []
            : [.. column.Values.Select(value => value?.ToString()).OfType<string>().Distinct()];
        _known[key] = (time.GetUtcNow(), values);
        return values;
    }

    /// <summary>Returns the values that go into SQL for a pick; "All" is the variable's custom text, or every value.</summary>
    /// <exception cref="QueryFailedException">The variable does not offer the value; raw values go into SQL unquoted.</exception>
    public static Picked Pick(Variable variable, IReadOnlyList<string> picked, IReadOnlyList<string> offered)
    {
        if (picked is [] or [Variable.All])
            return variable.AllValue is { } all ? new Picked([all], Quoted: false, Verbatim: true) : new Picked(offered, Quoted: true);
        var quoted = variable.Multi || variable.IncludeAll;
        if (!quoted && picked.FirstOrDefault(value => !offered.Contains(value)) is { } unknown)
            throw new QueryFailedException($"{variable.Name} has no value \"{unknown}\"");
        return new Picked(picked, quoted);
    }
}
