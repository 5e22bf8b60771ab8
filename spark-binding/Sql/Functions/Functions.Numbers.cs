namespace Microsoft.Spark.Sql;

/// <content>Numbers.</content>
public static partial class Functions
{
    public static Column Abs(Column column) => Of("abs", column);

    public static Column Ceil(Column column) => Of("ceil", column);

    public static Column Ceil(string columnName) => Of("ceil", columnName);

    public static Column Floor(Column column) => Of("floor", column);

    public static Column Floor(string columnName) => Of("floor", columnName);

    /// <summary>Rounds half up.</summary>
    public static Column Round(Column column) => Of("round", column);

    public static Column Round(Column column, int scale) => Of("round", column, scale);

    /// <summary>Rounds half to even.</summary>
    public static Column Bround(Column column) => Of("bround", column);

    public static Column Bround(Column column, int scale) => Of("bround", column, scale);

    public static Column Exp(Column column) => Of("exp", column);

    public static Column Exp(string columnName) => Of("exp", columnName);

    /// <summary>The natural logarithm, or the logarithm to a base.</summary>
    public static Column Log(Column column) => Of("log", column);

    public static Column Log(string columnName) => Of("log", columnName);

    public static Column Log(double logBase, Column column) => Of("log", logBase, column);

    public static Column Log(double logBase, string columnName) => Of("log", logBase, columnName);

    public static Column Log10(Column column) => Of("log10", column);

    public static Column Log10(string columnName) => Of("log10", columnName);

    public static Column Log1p(Column column) => Of("log1p", column);

    public static Column Log1p(string columnName) => Of("log1p", columnName);

    public static Column Log2(Column column) => Of("log2", column);

    public static Column Log2(string columnName) => Of("log2", columnName);

    public static Column Pow(Column left, Column right) => Of("pow", left, right);

    public static Column Pow(Column left, string rightName) => Of("pow", left, rightName);

    public static Column Pow(string leftName, Column right) => Of("pow", leftName, right);

    public static Column Pow(string leftName, string rightName) => Of("pow", leftName, rightName);

    public static Column Pow(Column left, double right) => Of("pow", left, right);

    public static Column Pow(string leftName, double right) => Of("pow", leftName, right);

    public static Column Pow(double left, Column right) => Of("pow", left, right);

    public static Column Pow(double left, string rightName) => Of("pow", left, rightName);

    /// <summary>The remainder, never negative for a positive divisor.</summary>
    public static Column Pmod(Column left, Column right) => Of("pmod", left, right);

    public static Column Rint(Column column) => Of("rint", column);

    public static Column Rint(string columnName) => Of("rint", columnName);

    public static Column Signum(Column column) => Of("signum", column);

    public static Column Signum(string columnName) => Of("signum", columnName);

    public static Column Sqrt(Column column) => Of("sqrt", column);

    public static Column Sqrt(string columnName) => Of("sqrt", columnName);

    public static Column Cbrt(Column column) => Of("cbrt", column);

    public static Column Cbrt(string columnName) => Of("cbrt", columnName);

    public static Column Negate(Column column) => Of("negate", column);

    public static Column Sin(Column column) => Of("sin", column);

    public static Column Sin(string columnName) => Of("sin", columnName);

    public static Column Cos(Column column) => Of("cos", column);

    public static Column Cos(string columnName) => Of("cos", columnName);

    public static Column Tan(Column column) => Of("tan", column);

    public static Column Tan(string columnName) => Of("tan", columnName);

    public static Column Asin(Column column) => Of("asin", column);

    public static Column Asin(string columnName) => Of("asin", columnName);

    public static Column Acos(Column column) => Of("acos", column);

    public static Column Acos(string columnName) => Of("acos", columnName);

    public static Column Atan(Column column) => Of("atan", column);

    public static Column Atan(string columnName) => Of("atan", columnName);

    public static Column Atan2(Column y, Column x) => Of("atan2", y, x);

    public static Column Degrees(Column column) => Of("degrees", column);

    public static Column Degrees(string columnName) => Of("degrees", columnName);

    public static Column Radians(Column column) => Of("radians", column);

    public static Column Radians(string columnName) => Of("radians", columnName);

    public static Column Bitwise_Not(Column column) => Of("bitwise_not", column);

    public static Column Shiftleft(Column column, int numBits) => Of("shiftleft", column, numBits);

    public static Column Shiftright(Column column, int numBits) => Of("shiftright", column, numBits);

    public static Column Shiftrightunsigned(Column column, int numBits) => Of("shiftrightunsigned", column, numBits);

    /// <summary>A random number, uniform in [0, 1).</summary>
    public static Column Rand() => Of("rand");

    public static Column Rand(long seed) => Of("rand", seed);

    /// <summary>A random number of the standard normal distribution.</summary>
    public static Column Randn() => Of("randn");

    public static Column Randn(long seed) => Of("randn", seed);
}
