namespace SparkBinding.Tests.Contract;

/// <summary>Our types have the signatures of .NET for Apache Spark, so that a transform compiles against either.</summary>
public sealed class SignatureTests
{
    static readonly HashSet<string> _ours = [.. PublicSurface.Members()];

    [Fact]
    public void Every_member_of_Microsoft_Spark_that_we_implement_has_its_exact_signature() =>
        Assert.Empty(Lists.Read("microsoft-spark.txt").Except(_ours));

    [Fact]
    public void A_public_member_is_one_of_theirs_or_listed_as_ours() =>
        Assert.Empty(_ours.Except(Lists.Read("microsoft-spark.txt")).Except(Lists.Read("ours.txt")));

    [Fact]
    public void What_is_listed_as_ours_is_there_and_is_not_theirs()
    {
        Assert.Empty(Lists.Read("ours.txt").Except(_ours));
        Assert.Empty(Lists.Read("ours.txt").Intersect(Lists.Read("microsoft-spark.txt")));
    }

    [Fact]
    public void Classes_are_sealed_unless_they_are_to_be_derived_from() =>
        Assert.Equal(
            ["DataType", "Date", "JvmException", "StreamingQueryException", "StreamingQueryListener", "Timestamp"],
            typeof(Microsoft.Spark.Sql.SparkSession)
                .Assembly.GetExportedTypes()
                .Where(type => type.Namespace!.StartsWith("Microsoft.Spark", StringComparison.Ordinal))
                .Where(type =>
                    type is { IsClass: true, IsSealed: false } && !typeof(Microsoft.Spark.Sql.Types.AtomicType).IsAssignableFrom(type)
                )
                .Select(type => type.Name)
                .Order(StringComparer.Ordinal)
        );
}
