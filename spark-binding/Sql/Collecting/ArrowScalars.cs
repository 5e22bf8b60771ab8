using Apache.Arrow;
using Microsoft.Spark.Sql.Types;
using Arrow = Apache.Arrow.Types;

namespace Microsoft.Spark.Sql.Collecting;

/// <summary>Converts scalar values to an Arrow array. Smaller integers fit into larger columns; nothing else is converted.</summary>
static class ArrowScalars
{
    internal static IArrowArray Of(string name, DataType type, IReadOnlyList<object?> values)
    {
        ArrowBuffer Buffer<T>(Func<object, T?> read)
            where T : struct
        {
            var buffer = new ArrowBuffer.Builder<T>(values.Count);
            foreach (var value in values)
                buffer.Append(value is null ? default : read(value) ?? throw Mismatch(name, type, value));
            return buffer.Build();
        }

        var (valid, nulls, count) = (ArrowColumn.Validity(values), ArrowColumn.Nulls(values), values.Count);
        return type switch
        {
            BooleanType => Booleans(name, values),
            ByteType => new Int8Array(Buffer(v => v as sbyte?), valid, count, nulls, 0),
            ShortType => new Int16Array(
                Buffer(v =>
                    v switch
                    {
                        short n => n,
                        sbyte n => n,
                        byte n => n,
                        _ => default(short?),
                    }
                ),
                valid,
                count,
                nulls,
                0
            ),
            IntegerType => new Int32Array(Buffer(v => (int?)Whole(v, int.MaxValue)), valid, count, nulls, 0),
            LongType => new Int64Array(Buffer(v => Whole(v, long.MaxValue)), valid, count, nulls, 0),
            FloatType => new FloatArray(Buffer(v => v as float?), valid, count, nulls, 0),
            DoubleType => new DoubleArray(
                Buffer(v =>
                    v switch
                    {
                        double n => n,
                        float n => n,
                        _ => default(double?),
                    }
                ),
                valid,
                count,
                nulls,
                0
            ),
            DateType => new Date32Array(Buffer(EpochDay), valid, count, nulls, 0),
            TimestampType or TimestampNtzType => new TimestampArray(
                (Arrow.TimestampType)ArrowTypes.ToArrow(type),
                Buffer(Microseconds),
                valid,
                count,
                nulls,
                0
            ),
            DecimalType number => new Decimal128Array(
                new ArrayData(ArrowTypes.ToArrow(type), count, nulls, 0, [valid, Buffer(v => Unscaled(v, number))])
            ),
            StringType => Strings(name, values),
            BinaryType => Binaries(name, values),
            _ => throw new NotSupportedException($"Column '{name}': no values of {type.SimpleString}."),
        };
    }

    internal static InvalidCastException Mismatch(string name, DataType type, object value) =>
        new($"Column '{name}' is {type.SimpleString}, a value is {value.GetType()}: {RowValue.Text(value)}.");

    static long? Whole(object value, long limit) =>
        value switch
        {
            int n => n,
            long n when limit == long.MaxValue => n,
            short n => n,
            sbyte n => n,
            byte n => n,
            uint n when limit == long.MaxValue => n,
            _ => null,
        };

    static Int128? Unscaled(object value, DecimalType type) =>
        value switch
        {
            decimal number => ArrowDecimal.Unscaled(number, type.Precision, type.Scale),
            int or long or short => ArrowDecimal.Unscaled(Convert.ToDecimal(value), type.Precision, type.Scale),
            _ => null,
        };

    static int? EpochDay(object value) =>
        value switch
        {
            Date date => date.EpochDay,
            DateOnly date => new Date(date.Year, date.Month, date.Day).EpochDay,
            _ => null,
        };

    static long? Microseconds(object value) =>
        value switch
        {
            Timestamp time => time.EpochMicroseconds,
            DateTime time => new Timestamp(time).EpochMicroseconds,
            DateTimeOffset time => new Timestamp(time.UtcDateTime).EpochMicroseconds,
            _ => null,
        };

    static BooleanArray Booleans(string name, IReadOnlyList<object?> values)
    {
        var builder = new BooleanArray.Builder();
        Append<bool>(name, new BooleanType(), values, value => builder.Append(value), () => builder.AppendNull());
        return builder.Build();
    }

    static StringArray Strings(string name, IReadOnlyList<object?> values)
    {
        var builder = new StringArray.Builder();
        Append<string>(name, new StringType(), values, value => builder.Append(value), () => builder.AppendNull());
        return builder.Build();
    }

    static BinaryArray Binaries(string name, IReadOnlyList<object?> values)
    {
        var builder = new BinaryArray.Builder();
        Append<byte[]>(name, new BinaryType(), values, value => builder.Append(value.AsSpan()), () => builder.AppendNull());
        return builder.Build();
    }

    static void Append<T>(string name, DataType type, IReadOnlyList<object?> values, Action<T> append, Action appendNull)
    {
        foreach (var value in values)
        {
            if (value is null)
                appendNull();
            else
                append(value is T known ? known : throw Mismatch(name, type, value));
        }
    }
}
