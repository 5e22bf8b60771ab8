using System.Reflection;
using Analytics.Contracts;
using Analytics.SparkBinding;
using Analytics.SparkJobs.Settings;
using Analytics.Transforms;
using Microsoft.Spark.Sql;

namespace SparkJobs.Tests.Transforms;

/// <summary>A warm-up releases the JVM's objects that were made in its scope, and static fields are made at their first use.</summary>
public sealed class ColumnLifetimeTests(SparkFixture spark)
{
    [Fact]
    public void No_static_field_holds_a_column() =>
        Assert.Empty(
            new[] { typeof(LakeRows).Assembly, typeof(JobSettings).Assembly }
                .SelectMany(assembly => assembly.GetTypes())
                .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
                .Where(field =>
                    field.FieldType.IsAssignableTo(typeof(Column)) || field.FieldType.IsAssignableTo(typeof(IEnumerable<Column>))
                )
                .Select(field => $"{field.DeclaringType}.{field.Name}")
        );

    [Fact]
    public void Rows_of_the_lake_are_made_after_a_scope_that_made_some()
    {
        for (var batch = 0; batch < 2; batch++)
        {
            using var scope = Jvm.Scope();
            var rows = new LakeRows(new Topics(), new Dictionary<string, string>());
            Assert.Equal(
                1,
                rows.Events(rows.Kept(ClassifyEvents.ForLake().Apply(KafkaRows.Of(spark.Session, "t", KafkaRows.Event())))).Count()
            );
        }
    }
}
