using System.Reflection;

namespace SparkBinding.Tests.Contract;

/// <summary>The members that transforms and batch jobs call are in the NuGet package too, so that they compile against it.</summary>
public sealed class TransformsTests
{
    [Theory]
    [InlineData("Analytics.Transforms")]
    [InlineData("Analytics.BatchJobs")]
    public void Calls_only_what_Microsoft_Spark_has(string assembly) =>
        Assert.Empty(Called(Assembly.Load(assembly)).Except(Lists.Read("microsoft-spark.txt")));

    [Theory]
    [InlineData("Analytics.Transforms", "Microsoft.Spark.Sql.Functions: static Column Col(string columnName)")]
    [InlineData("Analytics.BatchJobs", "Microsoft.Spark.Sql.SparkSession: DataFrame Sql(string sqlText)")]
    public void Finds_a_member_that_is_called(string assembly, string member) => Assert.Contains(member, Called(Assembly.Load(assembly)));

    /// <summary>Returns the members in the binding's namespaces that an assembly refers to.</summary>
    static List<string> Called(Assembly assembly)
    {
        const int memberReferences = 0x0A000000;
        var called = new List<string>();
        for (var row = 1; Member(assembly, memberReferences + row) is { } found; row++)
        {
            if (found is MethodBase { DeclaringType.Namespace: { } space } method && IsBinding(space))
                called.Add(PublicSurface.Line(method));
        }

        return called;
    }

    static bool IsBinding(string space) =>
        space.StartsWith("Microsoft.Spark", StringComparison.Ordinal)
        || space.StartsWith("Analytics.SparkBinding", StringComparison.Ordinal);

    static MemberInfo? Member(Assembly assembly, int token)
    {
        try
        {
            return assembly.ManifestModule.ResolveMember(token);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
        catch (Exception generic) when (generic is BadImageFormatException or ArgumentException)
        {
            // Members of generic types need type arguments to be named; none of Spark's types is generic.
            return typeof(object);
        }
    }
}
