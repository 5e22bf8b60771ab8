using Analytics.Contracts;

namespace Contracts.Tests;

public sealed class IsoCodesTests
{
    [Theory]
    [InlineData("DE", true)]
    [InlineData("de", true)]
    [InlineData("XK", true)]
    [InlineData("XX", false)]
    [InlineData("T1", false)]
    [InlineData("ZZ", false)]
    [InlineData("UK", false)]
    [InlineData("", false)]
    public void Countries_are_the_assigned_ones(string code, bool isOne) => Assert.Equal(isOne, IsoCodes.IsCountry(code));

    [Theory]
    [InlineData("EUR", true)]
    [InlineData("eur", true)]
    [InlineData("DEM", true)]
    [InlineData("QQQ", false)]
    [InlineData("EU", false)]
    [InlineData("", false)]
    public void Currencies_are_those_of_today_and_of_the_recent_past(string code, bool isOne) =>
        Assert.Equal(isOne, IsoCodes.IsCurrency(code));

    [Fact]
    public void There_are_as_many_as_the_standards_have()
    {
        Assert.Equal(249 + 1, IsoCodes.Countries.Count);
        Assert.InRange(IsoCodes.Currencies.Count, 220, 260);
        Assert.All(IsoCodes.Countries, code => Assert.Equal((KeyText.Country, code.ToUpperInvariant()), (code.Length, code)));
        Assert.All(IsoCodes.Currencies, code => Assert.Equal((KeyText.Currency, code.ToUpperInvariant()), (code.Length, code)));
    }
}
