using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Transforms;

/// <summary>Limits what clients can name: of each source the most frequent keys have rows of their own, all others are one row.</summary>
static class FrequentKeys
{
    /// <summary>The rows of a source that keep their keys.</summary>
    public const int Most = 200;

    /// <summary>The key of the row of all others.</summary>
    public const string Other = "(other)";

    /// <param name="rows">One row for each source and keys.</param>
    /// <param name="keys">The columns of the keys.</param>
    /// <param name="sums">The columns to add up; the first says how frequent a row is.</param>
    public static DataFrame Keep(DataFrame rows, string[] keys, params string[] sums)
    {
        var ranked = rows.WithColumn(
            "rank",
            Expr($"row_number() OVER (PARTITION BY source ORDER BY {sums[0]} DESC, {string.Join(", ", keys)})")
        );
        var added = sums.Select(sum => Expr($"sum({sum}) AS {sum}")).ToList();
        return keys.Aggregate(ranked, (some, key) => some.WithColumn(key, Expr($"IF(rank <= {Most}, {key}, '{Other}')")))
            .GroupBy("source", keys)
            .Agg(added[0], [.. added.Skip(1)]);
    }
}
