namespace Microsoft.Spark.Sql;

/// <content>Comparison, logic and arithmetic. A null operand gives null.</content>
public sealed partial class Column
{
    public static Column operator -(Column self) => new(self.Object("unary_$minus"));

    public static Column operator !(Column self) => new(self.Object("unary_$bang"));

    public static Column operator ==(Column lhs, object rhs) => lhs.EqualTo(rhs);

    public static Column operator !=(Column lhs, object rhs) => lhs.NotEqual(rhs);

    public static Column operator >(Column lhs, object rhs) => lhs.Gt(rhs);

    public static Column operator <(Column lhs, object rhs) => lhs.Lt(rhs);

    public static Column operator >=(Column lhs, object rhs) => lhs.Geq(rhs);

    public static Column operator <=(Column lhs, object rhs) => lhs.Leq(rhs);

    public static Column operator |(Column lhs, Column rhs) => lhs.Or(rhs);

    public static Column operator &(Column lhs, Column rhs) => lhs.And(rhs);

    public static Column operator +(Column lhs, object rhs) => lhs.Plus(rhs);

    public static Column operator -(Column lhs, object rhs) => lhs.Minus(rhs);

    public static Column operator *(Column lhs, object rhs) => lhs.Multiply(rhs);

    public static Column operator /(Column lhs, object rhs) => lhs.Divide(rhs);

    public static Column operator %(Column lhs, object rhs) => lhs.Mod(rhs);

    public Column EqualTo(object rhs) => Of("equalTo", rhs);

    public Column NotEqual(object rhs) => Of("notEqual", rhs);

    public Column Gt(object rhs) => Of("gt", rhs);

    public Column Lt(object rhs) => Of("lt", rhs);

    public Column Leq(object rhs) => Of("leq", rhs);

    public Column Geq(object rhs) => Of("geq", rhs);

    /// <summary>Compares for equality; null equals null.</summary>
    public Column EqNullSafe(object obj) => Of("eqNullSafe", obj);

    public Column Or(Column other) => new(this.Object("or", other));

    public Column And(Column other) => new(this.Object("and", other));

    public Column Plus(object rhs) => Of("plus", rhs);

    public Column Minus(object rhs) => Of("minus", rhs);

    public Column Multiply(object rhs) => Of("multiply", rhs);

    public Column Divide(object rhs) => Of("divide", rhs);

    public Column Mod(object rhs) => Of("mod", rhs);

    public Column BitwiseOR(object other) => Of("bitwiseOR", other);

    public Column BitwiseAND(object other) => Of("bitwiseAND", other);

    public Column BitwiseXOR(object other) => Of("bitwiseXOR", other);
}
