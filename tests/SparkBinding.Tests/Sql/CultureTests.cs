using System.Collections;
using System.Globalization;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace SparkBinding.Tests.Sql;

/// <summary>The texts of values where commas separate decimals, as in German, and points the parts of a time, as in Finnish.</summary>
public sealed class CultureTests : IDisposable
{
    readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public CultureTests()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.DateTimeFormat.TimeSeparator = ".";
        culture.DateTimeFormat.DateSeparator = ".";
        CultureInfo.CurrentCulture = culture;
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;

    [Fact]
    public void Values_have_the_same_texts_in_every_culture()
    {
        Assert.Equal("-1,5 23.59", $"{-1.5m} {new TimeOnly(23, 59):HH:mm}".Replace('\u2212', '-'));
        var time = new Timestamp(2026, 1, 31, 23, 59, 59, 123_456);
        Assert.Equal("2026-01-31 23:59:59.123456Z", time.ToString());
        Row row = new GenericRow([-1.5m, 2.5, -3, new ArrayList { 0.5f }, new Hashtable { ["x"] = -0.5 }, time, new Date(2026, 1, 31)]);
        Assert.Equal("[-1.5, 2.5, -3, [0.5], {x: -0.5}, 2026-01-31 23:59:59.123456Z, 2026-01-31]", row.ToString());
    }

    [Fact]
    public void Types_have_the_same_names_in_every_culture()
    {
        Assert.Equal("decimal(10,-2)", new DecimalType(10, -2).SimpleString);
        Assert.Equal("decimal(10,-2)", DataType.ParseDataType("\"decimal(10,-2)\"").SimpleString);
    }
}
