using Analytics.Contracts;
using Microsoft.Spark;
using Microsoft.Spark.Sql;

namespace Analytics.Transforms;

/// <summary>The settings given to spark-submit by <c>--conf</c>. One that is given takes precedence, also when it is empty.</summary>
public sealed class SessionSettings
{
    // Spark makes this folder, though no table of the product is in it; its default is one in the working folder.
    static readonly KeyValuePair<string, string> _tables = new("spark.sql.warehouse.dir", new Uri(Path.GetTempPath()).AbsoluteUri);

    readonly HashSet<string> _given = [.. new SparkConf().GetAll().Select(setting => setting.Key)];

    public bool IsGiven(string name) => _given.Contains(name);

    /// <summary>Creates a session that has the settings, and those of <see cref="LocalFiles"/>, where no others are given.</summary>
    public SparkSession Create(string application, IReadOnlyDictionary<string, string> settings) =>
        LocalFiles
            .Settings.Append(_tables)
            .Concat(settings)
            .Where(setting => !IsGiven(setting.Key))
            .Aggregate(SparkSession.Builder().AppName(application), (builder, setting) => builder.Config(setting.Key, setting.Value))
            .GetOrCreate();
}
