using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace SparkBinding.Tests.Interop;

public sealed class CollectionTests
{
    [Fact]
    public void An_array_holds_what_was_put_in()
    {
        using var array = Jvm.NewArray("java.lang.Object", "a", 5, null, 7L);
        Assert.Equal(4, Jvm.Length(array));
        Assert.Equal(["a", 5, null, 7L], Enumerable.Range(0, 4).Select(i => Jvm.Element(array, i)));
    }

    [Fact]
    public void Primitive_arrays_are_made_by_the_name_of_the_primitive()
    {
        using var array = Jvm.NewArray("long", 1L, 2L, 3L);
        using var stream = (JvmObjectReference)Jvm.CallStatic("java.util.Arrays", "stream", array)!;
        Assert.Equal(6L, stream.Invoke("sum"));
    }

    [Fact]
    public void More_items_than_one_group_arrive_in_order()
    {
        var items = Enumerable.Range(0, 3000).Select(i => (object?)$"item {i} {new string('x', i % 200)}").ToList();
        using var list = Jvm.NewList(items);
        Assert.Equal(3000, list.Invoke("size"));
        Assert.Equal([items[0], items[1234], items[2999]], new[] { 0, 1234, 2999 }.Select(i => list.Invoke("get", i)));
    }

    [Fact]
    public void Strings_go_as_a_java_String_array()
    {
        string[] texts = ["a", "b\n", ""];
        using var command = Jvm.New("java.lang.ProcessBuilder", texts).Invoke<JvmObjectReference>("command");
        Assert.Equal((3, "b\n"), (command.Invoke<int>("size"), command.Invoke<string>("get", 1)));
        using var alone = (JvmObjectReference)Jvm.CallStatic("java.util.Objects", "requireNonNull", texts)!;
        Assert.Equal(("t", 3), (alone.Kind.ToString(), Jvm.Length(alone)));
        using var none = (JvmObjectReference)Jvm.CallStatic("java.util.Objects", "requireNonNull", Array.Empty<string>())!;
        Assert.Equal(0, Jvm.Length(none));
    }

    [Fact]
    public void A_map_and_a_Scala_sequence_hold_their_elements()
    {
        using var map = Jvm.NewMap([new("k", "v"), new("k2", "v2")]);
        Assert.Equal(("v", 2), (map.Invoke<string>("get", "k"), map.Invoke<int>("size")));
        using var seq = Jvm.ToSeq(["x", 2]);
        Assert.Equal((2, "x"), (seq.Invoke<int>("size"), seq.Invoke<string>("apply", 0)));
    }

    [Fact]
    public void The_kind_of_a_collection_is_known()
    {
        using var list = Jvm.NewList([]);
        using var map = Jvm.NewMap([]);
        using var set = map.Invoke<JvmObjectReference>("keySet");
        using var iterator = list.Invoke<JvmObjectReference>("iterator");
        Assert.Equal("lahg", $"{list.Kind}{map.Kind}{set.Kind}{iterator.Kind}");
    }

    [Fact]
    public void Static_fields_enum_constants_and_Scala_objects_are_read()
    {
        Assert.Equal(int.MaxValue, Jvm.StaticField("java.lang.Integer", "MAX_VALUE"));
        using var mode = (JvmObjectReference)Jvm.StaticField("org.apache.spark.sql.SaveMode", "Append")!;
        Assert.Equal("Append", mode.Invoke("name"));
        using var module = (JvmObjectReference)Jvm.StaticField("org.apache.spark.sql.types.IntegerType$", "MODULE$")!;
        Assert.Equal("int", module.Invoke("simpleString"));
    }

    [Fact]
    public void Fields_of_an_object_are_read_and_a_missing_one_throws()
    {
        using var point = Jvm.New("java.awt.Point", 3, 4);
        Assert.Equal(4, Jvm.Field(point, "y"));
        Assert.Throws<MissingFieldException>(() => Jvm.Field(point, "z"));
    }

    [Fact]
    public void A_class_is_known_or_not()
    {
        Assert.True(Jvm.HasClass("org.apache.spark.sql.SparkSession"));
        Assert.True(Jvm.HasClass("io.delta.tables.DeltaTable"));
        Assert.False(Jvm.HasClass("no.such.Class"));
        Assert.False(Jvm.HasClass("org.apache.spark"));
    }
}
