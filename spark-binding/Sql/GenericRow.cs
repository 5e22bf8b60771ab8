namespace Microsoft.Spark.Sql;

/// <summary>A row of values in the order of a schema that the row does not hold.</summary>
public sealed class GenericRow(object?[] values)
{
    public object?[] Values { get; } = values;

    public object? this[int index] => Get(index);

    public int Size() => Values.Length;

    public object? Get(int index) => Values[index];

    /// <inheritdoc cref="Row.GetAs{T}(int)"/>
    public T GetAs<T>(int index) => RowValue.As<T>(Get(index), $"Value {index}")!;

    /// <inheritdoc cref="Row.ToString"/>
    public override string ToString() => RowValue.Text(Values);

    public override bool Equals(object? obj) => obj is GenericRow other && RowValue.Same(Values, other.Values);

    public override int GetHashCode() => Values.Length;
}
