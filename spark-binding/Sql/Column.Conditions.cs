namespace Microsoft.Spark.Sql;

/// <content>Conditions and texts.</content>
public sealed partial class Column
{
    /// <summary>One more case after <see cref="Functions.When"/>.</summary>
    public Column When(Column condition, object value) => new(this.Object("when", condition, Literals.ToJava(value)));

    /// <summary>The value when no case holds; null without it.</summary>
    public Column Otherwise(object value) => Of("otherwise", value);

    /// <summary>Both bounds belong to it.</summary>
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

    /// <summary>SQL's LIKE: <c>%</c> any text, <c>_</c> any letter.</summary>
    public Column Like(string literal) => new(this.Object("like", literal));

    /// <summary>Holds a match of a Java regular expression.</summary>
    public Column RLike(string literal) => new(this.Object("rlike", literal));

    public Column Contains(object other) => Of("contains", other);

    public Column StartsWith(Column other) => new(this.Object("startsWith", other));

    public Column StartsWith(string literal) => new(this.Object("startsWith", literal));

    public Column EndsWith(Column other) => new(this.Object("endsWith", other));

    public Column EndsWith(string literal) => new(this.Object("endsWith", literal));

    /// <summary>A part of the text; the first letter is 1.</summary>
    public Column SubStr(Column startPos, Column len) => new(this.Object("substr", startPos, len));

    /// <summary>A part of the text; the first letter is 1.</summary>
    public Column SubStr(int startPos, int len) => new(this.Object("substr", startPos, len));

    Column In<T>(T[] list) => new(this.Object("isin", Java.Objects(list.Cast<object?>())));
}
