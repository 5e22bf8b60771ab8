using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Expressions;

namespace Microsoft.Spark.Sql;

/// <summary>A column, or an expression over columns. It is built in the JVM and can be reused.</summary>
/// <remarks>An <c>object</c> argument is a <see cref="Column"/> or a literal: see <see cref="Functions.Lit"/>.</remarks>
public sealed partial class Column(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    /// <summary>The item of an array at an index, or the value of a map's key.</summary>
    public Column GetItem(object key) => Of("getItem", key);

    public Column GetField(string fieldName) => new(this.Object("getField", fieldName));

    /// <summary>A field, item or value by name, index or key.</summary>
    public Column Apply(object extraction) => Of("apply", extraction);

    /// <summary>Adds a field to a struct, or replaces it.</summary>
    public Column WithField(string fieldName, Column column) => new(this.Object("withField", fieldName, column));

    public Column DropFields(params string[] fieldNames) => new(this.Object("dropFields", new JvmCalls.Once(Jvm.ToSeq(fieldNames))));

    public Column Alias(string alias) => As(alias);

    public Column As(string alias) => new(this.Object("as", alias));

    /// <summary>Names the columns of an expression with several columns, such as an exploded map.</summary>
    public Column As(IEnumerable<string> alias) => new(this.Object("as", alias.ToArray()));

    public Column Name(string alias) => As(alias);

    /// <summary>
    /// The value as another type, named as in SQL: <c>decimal(18,4)</c>. A value that does not fit becomes null (an error in ANSI mode).
    /// </summary>
    public Column Cast(string to) => new(this.Object("cast", to));

    public Column Asc() => new(this.Object("asc"));

    public Column AscNullsFirst() => new(this.Object("asc_nulls_first"));

    public Column AscNullsLast() => new(this.Object("asc_nulls_last"));

    public Column Desc() => new(this.Object("desc"));

    public Column DescNullsFirst() => new(this.Object("desc_nulls_first"));

    public Column DescNullsLast() => new(this.Object("desc_nulls_last"));

    /// <summary>A window function over a window.</summary>
    public Column Over(WindowSpec window) => new(this.Object("over", window));

    /// <summary>A window function over all rows.</summary>
    public Column Over() => new(this.Object("over"));

    /// <summary>Prints the expression to the JVM's standard output.</summary>
    public void Explain(bool extended) => this.Do("explain", extended);

    /// <summary>True for the same C# object; <c>==</c> builds a comparison expression instead.</summary>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>Returns the expression as Spark writes it.</summary>
    public override string ToString() => this.Text("toString");

    Column Of(string method, object? value) => new(this.Object(method, Literals.ToJava(value)));
}
