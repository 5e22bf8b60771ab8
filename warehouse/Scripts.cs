using Analytics.Hosting;
using DbUp.Engine;
using DbUp.Support;

namespace Analytics.Warehouse;

/// <summary>The SQL files of this build, by folder and name, and the order in which they are applied.</summary>
static class Scripts
{
    /// <summary>The text of one file, such as <c>setup/create_role</c>.</summary>
    public static string Text(string name) => EmbeddedText.Read(typeof(Scripts).Assembly, name);

    /// <summary>Migrations run once, the rest at every run; dropping views first frees the columns of their tables.</summary>
    public static IEnumerable<SqlScript> InOrder() =>
        [
            Always("setup/drop_views", 0),
            .. In("migrations").Select(name => new SqlScript(name, Text(name), Option(ScriptType.RunOnce, 1))),
            .. In("functions").Select(name => Always(name, 2)),
            // Takes minutes, so it runs before make_partitions, which may lock the ledger until the commit.
            Always("setup/sum_computed_days", 3),
            Always("setup/make_partitions", 4),
            .. In("views").Select(name => Always(name, 5)),
            .. In("grants").Select(name => Always(name, 6)),
        ];

    static IEnumerable<string> In(string folder) =>
        typeof(Scripts)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    static SqlScript Always(string name, int group) => new(name, Text(name), Option(ScriptType.RunAlways, group));

    static SqlScriptOptions Option(ScriptType type, int group) => new() { ScriptType = type, RunGroupOrder = group };
}
