using Microsoft.Spark.Sql.Types;

namespace SparkBinding.Tests.Types;

public sealed class SchemaJsonTests
{
    static readonly StructType _everything = new([
        new StructField("s", new StringType()),
        new StructField("y", new BinaryType()),
        new StructField("b", new BooleanType(), false),
        new StructField("i1", new ByteType()),
        new StructField("i2", new ShortType()),
        new StructField("i4", new IntegerType()),
        new StructField("i8", new LongType()),
        new StructField("f", new FloatType()),
        new StructField("d", new DoubleType()),
        new StructField("m", new DecimalType(18, 4)),
        new StructField("day", new DateType()),
        new StructField("at", new TimestampType()),
        new StructField("local", new TimestampNtzType()),
        new StructField("nothing", new NullType()),
        new StructField("list", new ArrayType(new ArrayType(new LongType(), false))),
        new StructField("map", new MapType(new StringType(), new DecimalType(), false)),
        new StructField("größe \"x\"", new StructType([new StructField("a", new IntegerType(), false)])),
    ]);

    [Fact]
    public void Every_type_comes_back_from_its_json() => Assert.Equal(_everything, DataType.ParseDataType(_everything.Json));

    [Fact]
    public void Spark_reads_our_json_as_the_same_type()
    {
        using var java = _everything.ToJava();
        Assert.Equal(_everything.SimpleString, java.Invoke("simpleString"));
        Assert.Equal(_everything, DataType.ParseDataType((string)java.Invoke("json")!));
    }

    [Fact]
    public void Metadata_that_Spark_sends_is_kept()
    {
        const string json =
            """{"type":"struct","fields":[{"name":"a","type":"string","nullable":true,"metadata":{"comment":"x","n":[1]}}]}""";
        Assert.Equal(json, DataType.ParseDataType(json).Json);
    }

    [Fact]
    public void A_type_without_counterpart_is_named() =>
        Assert.Contains(
            "interval",
            Assert.Throws<NotSupportedException>(() => DataType.ParseDataType("\"interval\"")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Types_differ_by_their_parts()
    {
        Assert.NotEqual<DataType>(new DecimalType(18, 4), new DecimalType(18, 2));
        Assert.NotEqual<DataType>(new ArrayType(new LongType()), new ArrayType(new LongType(), false));
        Assert.Equal<DataType>(new LongType(), new LongType());
    }
}
