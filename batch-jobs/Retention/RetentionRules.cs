using Analytics.Hosting;
using Microsoft.Spark.Sql;
using Npgsql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Retention;

/// <summary>A row of <c>warehouse.retention</c>.</summary>
/// <param name="Source">The source; empty for every source without a rule.</param>
/// <param name="What">The kind of data; one of <see cref="RetentionRules.Kinds"/>.</param>
/// <param name="Days">The days for which they are kept.</param>
sealed record RetentionRule(string Source, string What, int Days);

/// <summary>The rules for one kind of data, on one day.</summary>
sealed class RetentionRules
{
    /// <summary>A value of column <c>what</c>.</summary>
    public const string Events = "events",
        Rejected = "rejected",
        Sessions = "sessions",
        Visitors = "visitors";

    readonly DateOnly _today;
    readonly RetentionRule? _every;
    readonly IReadOnlyList<RetentionRule> _own;

    public RetentionRules(IEnumerable<RetentionRule> rules, string what, DateOnly today)
    {
        var mine = rules.Where(rule => rule.What == what).ToList();
        _today = today;
        _every = mine.Find(rule => rule.Source.Length == 0);
        _own = [.. mine.Where(rule => rule.Source.Length > 0)];
    }

    /// <summary>The values of column <c>what</c>.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Events, Rejected, Sessions, Visitors];

    /// <summary>False when all data are kept.</summary>
    public bool IsAny => _every is not null || _own.Count > 0;

    /// <summary>
    /// The day before which the data of every source are past their retention: whole partitions; null when there is none.
    /// </summary>
    public DateOnly? Whole =>
        _every is null ? null : _today.AddDays(-Math.Max(_every.Days, _own.Select(rule => rule.Days).DefaultIfEmpty(0).Max()));

    /// <summary>True for a row past its retention.</summary>
    /// <param name="day">The column with the UTC day; the other column is <c>source</c>.</param>
    public Column IsPast(string day)
    {
        var others = Coalesce(Col("source"), Lit(""));
        var past = _every is null ? Lit(false) : _own.Aggregate(Before(day, _every), (all, rule) => all & others.NotEqual(rule.Source));
        return _own.Aggregate(past, (any, rule) => any | (Col("source").EqualTo(rule.Source) & Before(day, rule)));
    }

    /// <summary>Returns the day before which the data of a source with a rule are past their retention.</summary>
    public DateOnly KeptFrom(string source) => _today.AddDays(-(_own.FirstOrDefault(rule => rule.Source == source) ?? _every!).Days);

    public static async Task<IReadOnlyList<RetentionRule>> ReadAsync(NpgsqlDataSource warehouse)
    {
        await using var connection = await warehouse.OpenConnectionAsync();
        return await ReadAsync(connection);
    }

    /// <summary>Reads the rules as the connection's transaction sees them.</summary>
    public static async Task<IReadOnlyList<RetentionRule>> ReadAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(EmbeddedText.Read(typeof(RetentionRules).Assembly, "read_retention"), connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rules = new List<RetentionRule>();
        while (await reader.ReadAsync())
            rules.Add(new(reader.GetString(0), reader.GetString(1), reader.GetInt32(2)));

        return rules;
    }

    Column Before(string day, RetentionRule rule) => Col(day).Lt(Expr($"DATE '{_today.AddDays(-rule.Days):yyyy-MM-dd}'"));
}
