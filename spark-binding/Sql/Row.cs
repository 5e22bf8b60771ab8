using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql;

/// <summary>A row that Spark computed; each value keeps its type.</summary>
/// <remarks>
/// Spark to C#: boolean bool, byte sbyte, short short, integer int, long long, float float, double double, string string, binary byte[],
/// decimal decimal (its plain text beyond 28 digits), date <see cref="Date"/>, timestamp <see cref="Timestamp"/>, struct <see cref="Row"/>,
/// array ArrayList, map Hashtable, null null.
/// </remarks>
public sealed class Row
{
    internal Row(object?[] values, StructType schema) => (Values, Schema) = (values, schema);

    public StructType Schema { get; }

    public object?[] Values { get; }

    public object? this[int index] => Get(index);

    public static implicit operator Row(GenericRow genericRow) => new(genericRow.Values, new StructType([]));

    public int Size() => Values.Length;

    public object? Get(int index) => Values[index];

    /// <exception cref="ArgumentException">There is no such column.</exception>
    public object? Get(string columnName) => Get(Schema.IndexOf(columnName));

    /// <summary>
    /// Returns the value as <typeparamref name="T"/>: numbers when they fit, dates and timestamps also as .NET's, lists as T[].
    /// </summary>
    /// <exception cref="InvalidCastException">The value or an item is of another type, or it is null and T can't be null.</exception>
    /// <exception cref="OverflowException">The number is beyond T, or has a fraction that T can't have.</exception>
    public T GetAs<T>(int index) => RowValue.As<T>(Get(index), $"Column {index}")!;

    /// <inheritdoc cref="GetAs{T}(int)"/>
    public T GetAs<T>(string columnName) => RowValue.As<T>(Get(columnName), $"Column '{columnName}'")!;

    /// <summary>Formats the values as <c>[7, 10.5, null]</c>, in every culture.</summary>
    public override string ToString() => RowValue.Text(Values);

    /// <summary>True for deeply equal values; the schema is ignored.</summary>
    public override bool Equals(object? obj) => obj is Row other && RowValue.Same(Values, other.Values);

    public override int GetHashCode() => Values.Length;
}
