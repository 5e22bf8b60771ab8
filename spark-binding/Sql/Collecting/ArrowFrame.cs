using Analytics.SparkBinding;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql.Collecting;

/// <summary>Creates a frame from .NET rows: one Arrow stream in one call, for all types.</summary>
static class ArrowFrame
{
    const int RowsPerBatch = 10_000;

    static readonly string _converters = "org.apache.spark.sql.execution.arrow.ArrowConverters$";

    internal static DataFrame Of(SparkSession session, IReadOnlyList<GenericRow> rows, StructType schema)
    {
        using var bytes = Jvm.New("java.io.ByteArrayInputStream", Write(rows, schema));
        using var channel = (JvmObjectReference)Jvm.CallStatic("java.nio.channels.Channels", "newChannel", bytes)!;
        using var converters = (JvmObjectReference)Jvm.StaticField(_converters, "MODULE$")!;
        using var batches = converters.Object("getBatchesFromStream", channel);
        return new DataFrame(converters.Object("toDataFrame", batches, schema.Json, session));
    }

    static byte[] Write(IReadOnlyList<GenericRow> rows, StructType schema)
    {
        var arrow = new Schema(schema.Fields.Select(field => ArrowTypes.ToArrow(field.Name, field.DataType, field.IsNullable)), null);
        using var memory = new MemoryStream();
        using (var writer = new ArrowStreamWriter(memory, arrow, leaveOpen: true))
        {
            writer.WriteStart();
            foreach (var part in rows.Chunk(RowsPerBatch))
            {
                using var batch = Batch(part, schema, arrow);
                writer.WriteRecordBatch(batch);
            }

            writer.WriteEnd();
        }

        return memory.ToArray();
    }

    static RecordBatch Batch(GenericRow[] rows, StructType schema, Schema arrow)
    {
        if (rows.FirstOrDefault(row => row.Size() != schema.Fields.Count) is { } odd)
            throw new InvalidCastException($"A row of {odd.Size()} values for {schema.Fields.Count} columns: {odd}.");

        var columns = schema.Fields.Select(
            (field, at) =>
                ArrowColumn.Of(field.Name, field.DataType, field.IsNullable, System.Array.ConvertAll(rows, row => row.Values[at]))
        );
        return new RecordBatch(arrow, columns, rows.Length);
    }
}
