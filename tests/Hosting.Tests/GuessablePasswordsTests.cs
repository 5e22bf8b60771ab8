using System.Security.Cryptography;
using Analytics.Hosting;

namespace Hosting.Tests;

public sealed class GuessablePasswordsTests
{
    [Theory]
    [InlineData("demo")]
    [InlineData("postgres")]
    [InlineData("Postgres123!")]
    [InlineData("P@ssw0rd-2026")]
    [InlineData("prom-operator")]
    [InlineData("change_me_please", false)]
    [InlineData("CHANGE-ME")]
    [InlineData("analytics_owner")]
    [InlineData("mysecretpassword")]
    [InlineData("1234567890")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("x7Q")]
    [InlineData("b9Lk2-vQ8x_Tz4", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Short_and_well_known_passwords_are_guessable_and_others_are_not(string? password, bool isGuessable = true) =>
        Assert.Equal(isGuessable, GuessablePasswords.Has(password));

    [Fact]
    public void Generated_passwords_are_not_guessable()
    {
        for (var i = 0; i < 1000; i++)
        {
            Assert.False(GuessablePasswords.Has(RandomNumberGenerator.GetHexString(32, lowercase: true)));
            Assert.False(GuessablePasswords.Has(Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))));
        }
    }
}
