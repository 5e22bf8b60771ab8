using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding.Protocol;

/// <summary>The line that answers a command: <c>!</c>, a status, a value.</summary>
/// <param name="Status">The status: y success, x error, z error after which the JVM closes the connection.</param>
/// <param name="Value">The result; for an error the Throwable or the gateway's text.</param>
readonly record struct Answer(char Status, object? Value)
{
    public bool IsError => Status != 'y';

    public JvmObjectReference Reference =>
        Value as JvmObjectReference
        ?? throw new InvalidOperationException($"the JVM answered {Value ?? "null"} where an object was expected");

    public static Answer Parse(JvmClient client, Span<byte> line)
    {
        if (line.Length < 2 || line[0] != '!')
            throw new InvalidDataException("the JVM sent what is no answer");
        return new((char)line[1], line.Length == 2 ? null : ValueParser.Parse(client, line[2..]));
    }
}
