namespace Microsoft.Spark.Sql;

/// <content>Arrays and maps. The first item has position 1.</content>
public static partial class Functions
{
    public static Column ArrayContains(Column column, object value) => Of("array_contains", column, Literals.ToJava(value));

    public static Column ArraysOverlap(Column a1, Column a2) => Of("arrays_overlap", a1, a2);

    public static Column Slice(Column column, int start, int length) => Of("slice", column, start, length);

    public static Column Slice(Column column, Column start, Column length) => Of("slice", column, start, length);

    public static Column ArrayJoin(Column column, string delimiter) => Of("array_join", column, delimiter);

    public static Column ArrayJoin(Column column, string delimiter, string nullReplacement) =>
        Of("array_join", column, delimiter, nullReplacement);

    /// <summary>Concatenates texts or arrays; null when any of them is null.</summary>
    public static Column Concat(params Column[] columns) => Of("concat", JvmCalls.Columns(columns));

    /// <summary>The position of the first item that equals the value; 0 when there is none.</summary>
    public static Column ArrayPosition(Column column, object value) => Of("array_position", column, Literals.ToJava(value));

    /// <summary>An array's item, counted from the end when negative, or the value of a map's key.</summary>
    public static Column ElementAt(Column column, object value) => Of("element_at", column, Literals.ToJava(value));

    /// <summary>Sorts an array in ascending order, nulls last.</summary>
    public static Column ArraySort(Column column) => Of("array_sort", column);

    /// <summary>Sorts an array; nulls are first in ascending order and last in descending order.</summary>
    public static Column SortArray(Column column, bool asc = true) => Of("sort_array", column, asc);

    public static Column ArrayRemove(Column column, object element) => Of("array_remove", column, Literals.ToJava(element));

    public static Column ArrayDistinct(Column column) => Of("array_distinct", column);

    public static Column ArrayIntersect(Column col1, Column col2) => Of("array_intersect", col1, col2);

    public static Column ArrayUnion(Column col1, Column col2) => Of("array_union", col1, col2);

    public static Column ArrayExcept(Column col1, Column col2) => Of("array_except", col1, col2);

    public static Column ArrayMin(Column column) => Of("array_min", column);

    public static Column ArrayMax(Column column) => Of("array_max", column);

    /// <summary>Creates a row for each item.</summary>
    public static Column Explode(Column column) => Of("explode", column);

    /// <summary>Creates a row for each item; one row with null when there is no item.</summary>
    public static Column ExplodeOuter(Column column) => Of("explode_outer", column);

    /// <summary>Creates a row for each item, with its position from 0.</summary>
    public static Column PosExplode(Column column) => Of("posexplode", column);

    public static Column PosExplodeOuter(Column column) => Of("posexplode_outer", column);

    /// <summary>The number of items; -1 for null (null in ANSI mode).</summary>
    public static Column Size(Column column) => Of("size", column);

    public static Column Reverse(Column column) => Of("reverse", column);

    public static Column Flatten(Column column) => Of("flatten", column);

    public static Column Shuffle(Column column) => Of("shuffle", column);

    public static Column Sequence(Column start, Column stop) => Of("sequence", start, stop);

    public static Column Sequence(Column start, Column stop, Column step) => Of("sequence", start, stop, step);

    public static Column ArrayRepeat(Column left, Column right) => Of("array_repeat", left, right);

    public static Column ArrayRepeat(Column left, int count) => Of("array_repeat", left, count);

    public static Column MapKeys(Column column) => Of("map_keys", column);

    public static Column MapValues(Column column) => Of("map_values", column);

    public static Column MapEntries(Column column) => Of("map_entries", column);

    public static Column MapFromEntries(Column column) => Of("map_from_entries", column);

    public static Column ArraysZip(params Column[] columns) => Of("arrays_zip", JvmCalls.Columns(columns));

    public static Column MapConcat(params Column[] columns) => Of("map_concat", JvmCalls.Columns(columns));
}
