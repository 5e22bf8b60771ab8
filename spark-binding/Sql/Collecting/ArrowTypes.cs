using Apache.Arrow;
using Microsoft.Spark.Sql.Types;
using Arrow = Apache.Arrow.Types;

namespace Microsoft.Spark.Sql.Collecting;

/// <summary>Maps Spark's types to Arrow's and back, as Spark's own Arrow conversion does.</summary>
static class ArrowTypes
{
    internal static StructType ToSpark(IEnumerable<Field> fields) =>
        new(fields.Select(field => new StructField(field.Name, ToSpark(field.DataType), field.IsNullable)));

    internal static Field ToArrow(string name, DataType type, bool nullable) => new(name, ToArrow(type), nullable);

    static DataType ToSpark(Arrow.IArrowType type) =>
        type switch
        {
            Arrow.NullType => new NullType(),
            Arrow.BooleanType => new BooleanType(),
            Arrow.Int8Type => new ByteType(),
            Arrow.Int16Type => new ShortType(),
            Arrow.Int32Type => new IntegerType(),
            Arrow.Int64Type => new LongType(),
            Arrow.FloatType => new FloatType(),
            Arrow.DoubleType => new DoubleType(),
            Arrow.Decimal128Type number => new DecimalType(number.Precision, number.Scale),
            Arrow.StringType => new StringType(),
            Arrow.BinaryType => new BinaryType(),
            Arrow.Date32Type => new DateType(),
            Arrow.TimestampType { Timezone: null or "" } => new TimestampNtzType(),
            Arrow.TimestampType => new TimestampType(),
            Arrow.MapType map => new MapType(ToSpark(map.KeyField.DataType), ToSpark(map.ValueField.DataType), map.ValueField.IsNullable),
            Arrow.ListType list => new ArrayType(ToSpark(list.ValueDataType), list.ValueField.IsNullable),
            Arrow.StructType row => ToSpark(row.Fields),
            _ => throw new NotSupportedException($"Arrow's type {type.Name} has no counterpart here: cast the column."),
        };

    internal static Arrow.IArrowType ToArrow(DataType type) =>
        type switch
        {
            NullType => Arrow.NullType.Default,
            BooleanType => Arrow.BooleanType.Default,
            ByteType => Arrow.Int8Type.Default,
            ShortType => Arrow.Int16Type.Default,
            IntegerType => Arrow.Int32Type.Default,
            LongType => Arrow.Int64Type.Default,
            FloatType => Arrow.FloatType.Default,
            DoubleType => Arrow.DoubleType.Default,
            DecimalType number => new Arrow.Decimal128Type(number.Precision, number.Scale),
            StringType => Arrow.StringType.Default,
            BinaryType => Arrow.BinaryType.Default,
            DateType => Arrow.Date32Type.Default,
            TimestampType => new Arrow.TimestampType(Arrow.TimeUnit.Microsecond, "UTC"),
            TimestampNtzType => new Arrow.TimestampType(Arrow.TimeUnit.Microsecond, (string?)null),
            ArrayType array => new Arrow.ListType(ToArrow("element", array.ElementType, array.ContainsNull)),
            MapType map => new Arrow.MapType(ToArrow("key", map.KeyType, false), ToArrow("value", map.ValueType, map.ValueContainsNull)),
            StructType row => new Arrow.StructType([.. row.Fields.Select(field => ToArrow(field.Name, field.DataType, field.IsNullable))]),
            _ => throw new NotSupportedException($"Arrow has no counterpart of {type.SimpleString} here."),
        };
}
