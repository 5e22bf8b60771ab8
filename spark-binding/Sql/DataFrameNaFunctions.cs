using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>Handles nulls and NaNs: drops rows, fills in values.</summary>
public sealed class DataFrameNaFunctions(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    /// <summary>Drops rows with any null.</summary>
    public DataFrame Drop() => new(this.Object("drop"));

    /// <param name="how"><c>any</c> or <c>all</c>.</param>
    public DataFrame Drop(string how) => new(this.Object("drop", how));

    public DataFrame Drop(IEnumerable<string> columnNames) => new(this.Object("drop", columnNames.ToArray()));

    public DataFrame Drop(string how, IEnumerable<string> columnNames) => new(this.Object("drop", how, columnNames.ToArray()));

    public DataFrame Fill(long value) => new(this.Object("fill", value));

    public DataFrame Fill(double value) => new(this.Object("fill", value));

    public DataFrame Fill(string value) => new(this.Object("fill", value));

    public DataFrame Fill(bool value) => new(this.Object("fill", value));

    public DataFrame Fill(long value, IEnumerable<string> columnNames) => new(this.Object("fill", value, columnNames.ToArray()));

    public DataFrame Fill(double value, IEnumerable<string> columnNames) => new(this.Object("fill", value, columnNames.ToArray()));

    public DataFrame Fill(string value, IEnumerable<string> columnNames) => new(this.Object("fill", value, columnNames.ToArray()));

    public DataFrame Fill(bool value, IEnumerable<string> columnNames) => new(this.Object("fill", value, columnNames.ToArray()));
}
