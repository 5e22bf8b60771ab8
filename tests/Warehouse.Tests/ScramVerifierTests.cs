using Analytics.Warehouse;

namespace Warehouse.Tests;

/// <summary>The form of the verifier; every test that logs in as a role proves that PostgreSQL takes it.</summary>
public sealed class ScramVerifierTests
{
    [Fact]
    public void Holds_no_password_and_a_new_salt_each_time()
    {
        var verifier = ScramVerifier.Of("s3cret");
        Assert.Matches("^SCRAM-SHA-256\\$4096:[A-Za-z0-9+/=]{24}\\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$", verifier);
        Assert.DoesNotContain("s3cret", verifier);
        Assert.NotEqual(verifier, ScramVerifier.Of("s3cret"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pässword")]
    public void Leaves_to_PostgreSQL_what_it_normalizes_first(string password) => Assert.Equal(password, ScramVerifier.Of(password));
}
