using System.Collections;
using System.Globalization;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql;

/// <summary>Converts, compares and prints the values of rows.</summary>
static class RowValue
{
    internal static T? As<T>(object? value, string what) => value is T same ? same : (T?)Of(value, typeof(T), what);

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
            IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    static object? Of(object? value, Type type, string what)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null)
            return type.IsValueType && plain == type ? throw new InvalidCastException($"{what} is null, not {type}.") : null;
        return Convert(value, plain, what) ?? throw new InvalidCastException($"{what} is {value.GetType()}, not {type}.");
    }

    static object? Convert(object value, Type type, string what) =>
        value switch
        {
            _ when type.IsInstanceOfType(value) => value,
            Timestamp time when type == typeof(DateTime) => time.ToDateTime(),
            Timestamp time when type == typeof(DateTimeOffset) => new DateTimeOffset(time.ToDateTime()),
            Date date when type == typeof(DateTime) => date.ToDateTime(),
            Date date when type == typeof(DateOnly) => DateOnly.FromDateTime(date.ToDateTime()),
            ArrayList list when type.IsSZArray => Array(list, type.GetElementType()!, what),
            sbyte or short or int or long or float or double or decimal when IsNumber(type) => Number(value, type),
            _ => null,
        };

    static Array Array(ArrayList list, Type element, string what)
    {
        var array = System.Array.CreateInstance(element, list.Count);
        for (var i = 0; i < list.Count; i++)
            array.SetValue(element.IsInstanceOfType(list[i]) ? list[i] : Of(list[i], element, $"{what}[{i}]"), i);

        return array;
    }

    // .NET would round a fraction, and make infinity of what is beyond a float.
    static object Number(object value, Type type)
    {
        var fits = (value, Type.GetTypeCode(type)) switch
        {
            (float number, < TypeCode.Single) => float.IsInteger(number),
            (double number, < TypeCode.Single) => double.IsInteger(number),
            (decimal number, < TypeCode.Single) => decimal.IsInteger(number),
            (double number, TypeCode.Single) => !double.IsFinite(number) || float.IsFinite((float)number),
            _ => true,
        };
        return fits
            ? System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture)
            : throw new OverflowException($"{Text(value)} does not fit into {type}.");
    }

    static bool IsNumber(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;
}
