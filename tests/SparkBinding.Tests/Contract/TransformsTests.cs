using System.Reflection;

namespace SparkBinding.Tests.Contract;

/// <summary>The members that transforms call are in the NuGet package too, so that transforms compile against it.</summary>
public sealed class TransformsTests
{
    [Fact]
    public void Transforms_call_only_what_Microsoft_Spark_has() =>
        Assert.Empty(Called(Assembly.Load("Analytics.Transforms")).Except(Lists.Read("microsoft-spark.txt")));

    [Fact]
    public void Finds_a_member_that_transforms_call() =>
        Assert.Contains(
            "Microsoft.Spark.Sql.Functions: static Column Col(string columnName)",
            Called(Assembly.Load("Analytics.Transforms"))
        );

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
        catch (BadImageFormatException)
        {
            // Members of generic types need type arguments to be named; none of Spark's types is generic.
            return typeof(object);
        }
    }
}
