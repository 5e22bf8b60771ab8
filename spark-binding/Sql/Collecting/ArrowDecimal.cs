using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Microsoft.Spark.Sql.Collecting;

/// <summary>Decimals of up to 38 digits: a decimal where it holds the value exactly, else plain text.</summary>
static class ArrowDecimal
{
    static readonly BigInteger _limit = BigInteger.One << 96;

    /// <param name="bytes">The unscaled value, 16 bytes, the lowest first.</param>
    internal static object Read(ReadOnlySpan<byte> bytes, int scale)
    {
        var unscaled = (BigInteger)BinaryPrimitives.ReadInt128LittleEndian(bytes);
        var (digits, places) = (unscaled, scale);
        // Zeros at the end only cost digits: 0.50 of decimal(38,30) is a decimal, too.
        while ((places > 28 || BigInteger.Abs(digits) >= _limit) && places > 0 && digits % 10 == 0)
            (digits, places) = (digits / 10, places - 1);
        return places <= 28 && BigInteger.Abs(digits) < _limit ? Exact(digits, places) : Text(unscaled, scale);
    }

    /// <summary>The unscaled value of a decimal in a column of this scale.</summary>
    /// <exception cref="OverflowException">More places than the column has, or more digits.</exception>
    internal static Int128 Unscaled(decimal value, int precision, int scale)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var digits = (new BigInteger((uint)parts[2]) << 64) | (new BigInteger((uint)parts[1]) << 32) | (uint)parts[0];
        for (var places = value.Scale; places < scale; places++)
            digits *= 10;
        for (var places = value.Scale; places > scale; places--)
            digits = digits % 10 == 0 ? digits / 10 : throw TooLong(value, precision, scale);

        if (digits >= BigInteger.Pow(10, precision))
            throw TooLong(value, precision, scale);
        return (Int128)(value < 0 ? -digits : digits);
    }

    static decimal Exact(BigInteger digits, int places)
    {
        var absolute = BigInteger.Abs(digits);
        return new decimal(
            (int)(uint)(absolute & uint.MaxValue),
            (int)(uint)((absolute >> 32) & uint.MaxValue),
            (int)(uint)(absolute >> 64),
            digits.Sign < 0,
            (byte)places
        );
    }

    static string Text(BigInteger unscaled, int scale)
    {
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var sign = unscaled.Sign < 0 ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    static OverflowException TooLong(decimal value, int precision, int scale) =>
        new($"decimal({precision},{scale}) can't hold {value} exactly.");
}
