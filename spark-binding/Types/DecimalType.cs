using System.Globalization;

namespace Microsoft.Spark.Sql.Types;

/// <summary>
/// A decimal of at most <paramref name="precision"/> digits (1-38), <paramref name="scale"/> of them after the decimal point.
/// </summary>
public sealed class DecimalType(int precision = 10, int scale = 0) : FractionalType
{
    public override string SimpleString => string.Create(CultureInfo.InvariantCulture, $"decimal({Precision},{Scale})");

    internal int Precision { get; } = precision;

    internal int Scale { get; } = scale;

    internal override string JsonName => SimpleString;
}
