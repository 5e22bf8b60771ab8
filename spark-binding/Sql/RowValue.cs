using System.Collections;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql;

/// <summary>Converts, compares and prints the values of rows.</summary>
static class RowValue
{
    internal static T? As<T>(object? value, string what) =>
        value switch
        {
            T same => same,
            null when default(T) is null => default,
            null => throw new InvalidCastException($"{what} is null, not {typeof(T)}."),
            _ => (T?)Convert(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T))
                ?? throw new InvalidCastException($"{what} is {value.GetType()}, not {typeof(T)}."),
        };

    internal static bool Same(object? a, object? b) =>
        (a, b) switch
        {
            (null, null) => true,
            (null, _) or (_, null) => false,
            (Hashtable x, Hashtable y) => x.Count == y.Count
                && x.Keys.Cast<object>().All(key => y.ContainsKey(key) && Same(x[key], y[key])),
            (IList x, IList y) => x.Count == y.Count && Enumerable.Range(0, x.Count).All(i => Same(x[i], y[i])),
            _ => a.Equals(b),
        };

    internal static string Text(object? value) =>
        value switch
        {
            null => "null",
            byte[] bytes => "0x" + System.Convert.ToHexString(bytes),
            Hashtable map => "{" + string.Join(", ", map.Cast<DictionaryEntry>().Select(e => $"{Text(e.Key)}: {Text(e.Value)}")) + "}",
            IList list => "[" + string.Join(", ", list.Cast<object?>().Select(Text)) + "]",
            _ => value.ToString() ?? "",
        };

    static object? Convert(object value, Type type) =>
        (value, type) switch
        {
            (Timestamp time, _) when type == typeof(DateTime) => time.ToDateTime(),
            (Timestamp time, _) when type == typeof(DateTimeOffset) => new DateTimeOffset(time.ToDateTime()),
            (Date date, _) when type == typeof(DateTime) => date.ToDateTime(),
            (Date date, _) when type == typeof(DateOnly) => DateOnly.FromDateTime(date.ToDateTime()),
            (ArrayList list, { IsArray: true }) => Array(list, type.GetElementType()!),
            (sbyte or short or int or long or float or double or decimal, _) when IsNumber(type) => System.Convert.ChangeType(value, type),
            _ => null,
        };

    static Array Array(ArrayList list, Type element)
    {
        var array = System.Array.CreateInstance(element, list.Count);
        var plain = Nullable.GetUnderlyingType(element) ?? element;
        for (var i = 0; i < list.Count; i++)
            array.SetValue(list[i] is { } item && !plain.IsInstanceOfType(item) ? Convert(item, plain) : list[i], i);

        return array;
    }

    static bool IsNumber(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;
}
