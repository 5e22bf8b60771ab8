using System.Collections;
using Apache.Arrow;
using Microsoft.Spark.Sql.Types;
using Arrow = Apache.Arrow.Types;

namespace Microsoft.Spark.Sql.Collecting;

/// <summary>Converts the values of one column to an Arrow array.</summary>
static class ArrowColumn
{
    internal static IArrowArray Of(string name, DataType type, bool nullable, IReadOnlyList<object?> values)
    {
        if (!nullable && values.Any(value => value is null))
            throw new InvalidCastException($"Column '{name}' can't be null, a value is.");
        return type switch
        {
            ArrayType array => Lists(name, array, values),
            MapType map => Maps(name, map, values),
            StructType row => Structs(name, row, values),
            NullType => new NullArray(values.Count),
            _ => ArrowScalars.Of(name, type, values),
        };
    }

    static StructArray Structs(string name, StructType type, IReadOnlyList<object?> values)
    {
        var rows = values
            .Select(value =>
                value switch
                {
                    null => null,
                    Row row => row.Values,
                    GenericRow row => row.Values,
                    _ => throw ArrowScalars.Mismatch(name, type, value),
                }
            )
            .ToArray();
        // The children of a null row are null, even when their types do not allow null.
        var children = type.Fields.Select(
            (field, at) =>
                Of(
                    $"{name}.{field.Name}",
                    field.DataType,
                    field.IsNullable || rows.Contains(null),
                    System.Array.ConvertAll(rows, row => row?[at])
                )
        );
        return new StructArray(ArrowTypes.ToArrow(type), rows.Length, children, Validity(values), Nulls(values));
    }

    static ListArray Lists(string name, ArrayType type, IReadOnlyList<object?> values)
    {
        var lists = values
            .Select(value =>
                value switch
                {
                    null => null,
                    string or byte[] => throw ArrowScalars.Mismatch(name, type, value),
                    IEnumerable list => list.Cast<object?>().ToArray(),
                    _ => throw ArrowScalars.Mismatch(name, type, value),
                }
            )
            .ToArray();
        var items = Of($"{name}[]", type.ElementType, type.ContainsNull, [.. lists.SelectMany(list => list ?? [])]);
        return new ListArray(
            ArrowTypes.ToArrow(type),
            lists.Length,
            Offsets(lists.Select(list => list?.Length ?? 0)),
            items,
            Validity(values),
            Nulls(values)
        );
    }

    static MapArray Maps(string name, MapType type, IReadOnlyList<object?> values)
    {
        var maps = values
            .Select(value =>
                value switch
                {
                    null => null,
                    IDictionary map => map.Cast<object>().Select(Entry).ToArray(),
                    _ => throw ArrowScalars.Mismatch(name, type, value),
                }
            )
            .ToArray();
        var entries = maps.SelectMany(map => map ?? []).ToArray();
        var keys = Of($"{name}.key", type.KeyType, false, System.Array.ConvertAll(entries, entry => (object?)entry.Key));
        var items = Of($"{name}.value", type.ValueType, type.ValueContainsNull, System.Array.ConvertAll(entries, entry => entry.Value));
        var arrow = (Arrow.MapType)ArrowTypes.ToArrow(type);
        var pairs = new StructArray(arrow.KeyValueType, entries.Length, [keys, items], ArrowBuffer.Empty, 0);
        return new MapArray(arrow, maps.Length, Offsets(maps.Select(map => map?.Length ?? 0)), pairs, Validity(values), Nulls(values));
    }

    static DictionaryEntry Entry(object entry) =>
        entry is DictionaryEntry pair ? pair : throw new InvalidCastException("A map without entries.");

    internal static ArrowBuffer Validity(IReadOnlyList<object?> values)
    {
        var bits = new ArrowBuffer.BitmapBuilder(values.Count);
        foreach (var value in values)
            bits.Append(value is not null);
        return bits.Build();
    }

    internal static int Nulls(IReadOnlyList<object?> values) => values.Count(value => value is null);

    static ArrowBuffer Offsets(IEnumerable<int> lengths)
    {
        var offsets = new ArrowBuffer.Builder<int>();
        var at = 0;
        offsets.Append(at);
        foreach (var length in lengths)
            offsets.Append(at += length);
        return offsets.Build();
    }
}
