using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Microsoft.Spark.Sql.Collecting;

/// <summary>Converts decimals of up to 38 digits: to a decimal when it is exact, else to plain text.</summary>
static class ArrowDecimal
{
    static readonly BigInteger _limit = BigInteger.One << 96;

    /// <param name="bytes">The unscaled value, 16 bytes, little-endian.</param>
    internal static object Read(ReadOnlySpan<byte> bytes, int scale)
    {
        var unscaled = (BigInteger)BinaryPrimitives.ReadInt128LittleEndian(bytes);
        var (digits, places) = (unscaled, scale);
        // Trailing zeros are removed, so that a 0.50 of decimal(38,30) fits into a decimal.
        while ((places > 28 || BigInteger.Abs(digits) >= _limit) && places > 0 && digits % 10 == 0)
            (digits, places) = (digits / 10, places - 1);
        return places <= 28 && BigInteger.Abs(digits) < _limit ? Exact(digits, places) : Text(unscaled, scale);
    }

    /// <summary>Returns the unscaled value of a decimal for a column of this scale.</summary>
    /// <exception cref="OverflowException">The value has more decimal places or more digits than the column.</exception>
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
        new(string.Create(CultureInfo.InvariantCulture, $"decimal({precision},{scale}) can't hold {value} exactly."));
}
