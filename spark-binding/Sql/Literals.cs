using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql;

/// <summary>Converts C# values for parameters that take a column or a literal (<c>Object</c>), each to its own Spark type.</summary>
static class Literals
{
    /// <exception cref="NotSupportedException">The type has no literal.</exception>
    internal static object? ToJava(object? value) =>
        value switch
        {
            null or bool or int or long or double or string or decimal or byte[] or JvmDecimalText => value,
            IJvmObjectReferenceProvider provider => provider,
            // The protocol has no letter for these types: Spark casts an int or a double.
            sbyte small => Cast((int)small, "tinyint"),
            byte small => Cast((int)small, "smallint"),
            short small => Cast((int)small, "smallint"),
            float single => Cast(Widened(single), "float"),
            char letter => letter.ToString(),
            Date date => Day(date),
            DateOnly date => Day(new Date(date.Year, date.Month, date.Day)),
            Timestamp timestamp => Instant(timestamp),
            DateTime time => Instant(new Timestamp(time)),
            DateTimeOffset time => Instant(new Timestamp(time.UtcDateTime)),
            _ => throw new NotSupportedException($"Spark has no literal for {value.GetType()}."),
        };

    static Column Cast(object value, string type) => Functions.Lit(value).Cast(type);

    static double Widened(float single) => single;

    static JvmObjectReference Day(Date date) =>
        (JvmObjectReference)Jvm.CallStatic("java.time.LocalDate", "ofEpochDay", (long)date.EpochDay)!;

    static JvmObjectReference Instant(Timestamp timestamp)
    {
        var (seconds, microseconds) = Math.DivRem(timestamp.EpochMicroseconds, 1_000_000L);
        return (JvmObjectReference)Jvm.CallStatic("java.time.Instant", "ofEpochSecond", seconds, microseconds * 1000)!;
    }
}
