namespace Analytics.Transforms;

/// <summary>
/// The struct of a part of an event: <c>dimension</c>, <c>value</c>, and the facts of the names, in this order. A part lacks the facts that
/// it does not add.
/// </summary>
sealed class PartStruct(IReadOnlyList<string> names)
{
    /// <summary>Returns an expression with all fields. Spark replaces a constant false condition by a typed null.</summary>
    /// <param name="dimension">The dimension's name.</param>
    /// <param name="value">The expression of the value.</param>
    /// <param name="taken">The facts that the part takes from the columns of their names.</param>
    /// <param name="own">Facts with an expression of their own.</param>
    public string Of(string dimension, string value, IReadOnlyList<string> taken, params (string Name, string Sql)[] own)
    {
        var fields = names.Select(name =>
            own.FirstOrDefault(field => field.Name == name).Sql ?? (taken.Contains(name) ? name : $"IF(false, {name}, NULL)")
        );
        var members = names.Zip(fields, (name, sql) => $"'{name}', {sql}");
        return $"named_struct('dimension', '{dimension}', 'value', {value}, {string.Join(", ", members)})";
    }
}
