using System.Collections.Concurrent;
using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Macros;
using Analytics.DashboardPreview.Variables;

namespace Analytics.DashboardPreview.Queries;

/// <summary>
/// Answers one refresh of a dashboard. Equal requests that overlap share one answer,
/// so that more open pages do not mean more queries, and slow queries do not pile up.
/// </summary>
sealed class DashboardQueries(WarehouseReader warehouse, PanelQueries panels, VariableOptions options, TimeProvider time)
{
    /// <summary>The most different requests at once; few connections answer them in turn, and a page asks again.</summary>
    public const int MostAtOnce = 32;

    readonly ConcurrentDictionary<string, Lazy<Task<QueryAnswer>>> _underWay = new();

    /// <exception cref="FormatException">The range cannot be read or ends before it begins, or a picked value holds a macro.</exception>
    /// <exception cref="BusyException">Too many different requests are under way.</exception>
    public async Task<QueryAnswer> AnswerAsync(Dashboard dashboard, QueryRequest request)
    {
        var now = time.GetUtcNow();
        var (from, to) = (RelativeTime.Parse(request.From, now), RelativeTime.Parse(request.To, now));
        if (from >= to)
            throw new FormatException("The range ends before it begins.");
        if (request.Variables?.FirstOrDefault(variable => variable.Value.Any(VariableOptions.HoldsMacro)).Key is { } name)
            throw new FormatException($"A value of '{name}' holds a macro ($__).");
        var key = KeyOf(dashboard, request);
        if (_underWay.Count >= MostAtOnce && !_underWay.ContainsKey(key))
            throw new BusyException($"{MostAtOnce} other requests are under way: ask again.");
        var shared = _underWay.GetOrAdd(key, _ => new Lazy<Task<QueryAnswer>>(() => AskAsync(dashboard, request, now, from, to)));
        try
        {
            return await shared.Value;
        }
        finally
        {
            _underWay.TryRemove(KeyValuePair.Create(key, shared));
        }
    }

    async Task<QueryAnswer> AskAsync(Dashboard dashboard, QueryRequest request, DateTimeOffset now, DateTimeOffset from, DateTimeOffset to)
    {
        Freshness? freshness = null;
        string? unreachable = null;
        Dictionary<string, IReadOnlyList<string>> offered = [];
        PanelAnswer[] answers = [];
        try
        {
            freshness = await FreshnessQuery.AskAsync(warehouse, CancellationToken.None);
            var picked = await PickAsync(dashboard, request, TimeWindow.Of(from, to, 100, TimeSpan.FromSeconds(1)), offered);
            answers = await Task.WhenAll(
                dashboard
                    .Panels.Where(panel => panel.Targets.Count > 0)
                    .Select(panel => panels.AnswerAsync(panel, picked, from, to, CancellationToken.None))
            );
        }
        catch (WarehouseUnreachableException gone)
        {
            unreachable = gone.Message;
        }
        return new QueryAnswer(
            now.ToUnixTimeMilliseconds(),
            from.ToUnixTimeMilliseconds(),
            to.ToUnixTimeMilliseconds(),
            unreachable,
            freshness,
            offered,
            answers
        );
    }

    // A variable whose query fails offers no values; the panels that use it show the error.
    async Task<Dictionary<string, Picked>> PickAsync(
        Dashboard dashboard,
        QueryRequest request,
        TimeWindow window,
        Dictionary<string, IReadOnlyList<string>> offered
    )
    {
        Dictionary<string, Picked> picked = [];
        foreach (var variable in dashboard.Variables)
        {
            try
            {
                offered[variable.Name] = await options.OfAsync(variable, picked, request.From + request.To, window, CancellationToken.None);
            }
            catch (Exception failed) when (failed is QueryFailedException or MacroException)
            {
                offered[variable.Name] = [];
            }
            var values = request.Variables?.GetValueOrDefault(variable.Name) ?? [];
            picked[variable.Name] = VariableOptions.Pick(variable, values, offered[variable.Name]);
        }
        return picked;
    }

    static string KeyOf(Dashboard dashboard, QueryRequest request) =>
        string.Join(
            '\n',
            [
                dashboard.Uid,
                dashboard.GetHashCode().ToString(),
                request.From,
                request.To,
                .. (request.Variables ?? new Dictionary<string, IReadOnlyList<string>>())
                    .OrderBy(variable => variable.Key, StringComparer.Ordinal)
                    .Select(variable => $"{variable.Key}={string.Join('\t', variable.Value)}"),
            ]
        );
}

/// <summary>Too many different requests are under way; the message says what to do.</summary>
sealed class BusyException(string message) : Exception(message);
