namespace Microsoft.Spark.Sql;

/// <content>Conditions and texts.</content>
public sealed partial class Column
{
    /// <summary>Adds a case after <see cref="Functions.When"/>.</summary>
    public Column When(Column condition, object value) => new(this.Object("when", condition, Literals.ToJava(value)));

    /// <summary>Sets the value when no case holds; without it the value is null.</summary>
    public Column Otherwise(object value) => Of("otherwise", value);

    /// <summary>True when the value is between the bounds, both included.</summary>
    public Column Between(object lowerBound, object upperBound) =>
        new(this.Object("between", Literals.ToJava(lowerBound), Literals.ToJava(upperBound)));

    public Column IsNaN() => new(this.Object("isNaN"));

    public Column IsNull() => new(this.Object("isNull"));

    public Column IsNotNull() => new(this.Object("isNotNull"));

    public Column IsIn(params string[] list) => In(list);

    public Column IsIn(params int[] list) => In(list);

    public Column IsIn(params long[] list) => In(list);

    public Column IsIn(params bool[] list) => In(list);

    public Column IsIn(params short[] list) => In(list);

    public Column IsIn(params float[] list) => In(list);

    public Column IsIn(params double[] list) => In(list);

    public Column IsIn(params decimal[] list) => In(list);

    /// <summary>SQL's LIKE: <c>%</c> matches any text, <c>_</c> any character.</summary>
    public Column Like(string literal) => new(this.Object("like", literal));

    /// <summary>True when the text contains a match of a Java regular expression.</summary>
    public Column RLike(string literal) => new(this.Object("rlike", literal));

    public Column Contains(object other) => Of("contains", other);

    public Column StartsWith(Column other) => new(this.Object("startsWith", other));

    public Column StartsWith(string literal) => new(this.Object("startsWith", literal));

    public Column EndsWith(Column other) => new(this.Object("endsWith", other));

    public Column EndsWith(string literal) => new(this.Object("endsWith", literal));

    /// <summary>A part of the text; the first character has position 1.</summary>
    public Column SubStr(Column startPos, Column len) => new(this.Object("substr", startPos, len));

    /// <summary>A part of the text; the first character has position 1.</summary>
    public Column SubStr(int startPos, int len) => new(this.Object("substr", startPos, len));

    Column In<T>(T[] list) => new(this.Object("isin", JvmCalls.Objects(list.Cast<object?>())));
}
