using Apache.Arrow;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql.Collecting;

/// <summary>Reads the rows of a frame: the job has ended when the method returns, and each row is created when it is read.</summary>
static class ArrowRows
{
    internal static IEnumerable<Row> Of(IJvmObjectReferenceProvider frame)
    {
        var (schema, batches) = ArrowSocket.Read(frame);
        return Rows(ArrowTypes.ToSpark(schema.FieldsList), batches);
    }

    internal static IEnumerable<Row> Rows(StructType schema, IReadOnlyList<RecordBatch> batches)
    {
        foreach (var batch in batches)
        {
            var columns = batch.Arrays.Select(ArrowValues.Reader).ToArray();
            for (var row = 0; row < batch.Length; row++)
                yield return new Row(System.Array.ConvertAll(columns, column => column(row)), schema);
        }
    }
}
