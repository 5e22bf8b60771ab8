using System.Collections;
using Apache.Arrow;
using Microsoft.Spark.Sql.Types;
using Arrow = Apache.Arrow.Types;

namespace Microsoft.Spark.Sql.Collecting;

/// <summary>Reads the values of an Arrow array as the values of rows.</summary>
static class ArrowValues
{
    internal static Func<int, object?> Reader(IArrowArray array)
    {
        var read = Present(array);
        return index => array.IsNull(index) ? null : read(index);
    }

    static Func<int, object?> Present(IArrowArray array) =>
        array switch
        {
            NullArray => _ => null,
            BooleanArray values => i => values.GetValue(i),
            Int8Array values => i => values.GetValue(i),
            Int16Array values => i => values.GetValue(i),
            Int32Array values => i => values.GetValue(i),
            Int64Array values => i => values.GetValue(i),
            FloatArray values => i => values.GetValue(i),
            DoubleArray values => i => values.GetValue(i),
            Decimal128Array values => i => ArrowDecimal.Read(values.ValueBuffer.Span.Slice((values.Offset + i) * 16, 16), values.Scale),
            // This case precedes binary, since a StringArray is a BinaryArray.
            StringArray values => i => values.GetString(i),
            BinaryArray values => i => values.GetBytes(i).ToArray(),
            Date32Array values => i => Date.OfEpochDay(values.GetValue(i)!.Value),
            TimestampArray values => Instants(values),
            MapArray values => Maps(values),
            ListArray values => Lists(values),
            StructArray values => Structs(values),
            _ => throw new NotSupportedException($"Arrow's type {array.Data.DataType.Name} has no counterpart here: cast the column."),
        };

    static Func<int, object?> Instants(TimestampArray values)
    {
        var unit = ((Arrow.TimestampType)values.Data.DataType).Unit;
        return unit == Arrow.TimeUnit.Microsecond
            ? i => Timestamp.OfEpochMicroseconds(values.GetValue(i)!.Value)
            : throw new NotSupportedException($"Timestamps in {unit}: Spark sends microseconds.");
    }

    static Func<int, object?> Lists(ListArray lists)
    {
        var item = Reader(lists.Values);
        return i =>
        {
            var list = new ArrayList(lists.GetValueLength(i));
            for (var at = lists.ValueOffsets[i]; at < lists.ValueOffsets[i + 1]; at++)
                list.Add(item(at));
            return list;
        };
    }

    static Func<int, object?> Maps(MapArray maps)
    {
        var (key, value) = (Reader(maps.Keys), Reader(maps.Values));
        return i =>
        {
            var map = new Hashtable();
            for (var at = maps.ValueOffsets[i]; at < maps.ValueOffsets[i + 1]; at++)
                map[key(at)!] = value(at);
            return map;
        };
    }

    static Func<int, object?> Structs(StructArray structs)
    {
        var schema = ArrowTypes.ToSpark(((Arrow.StructType)structs.Data.DataType).Fields);
        var fields = structs.Fields.Select(Reader).ToArray();
        return i => new Row(System.Array.ConvertAll(fields, field => field(i)), schema);
    }
}
