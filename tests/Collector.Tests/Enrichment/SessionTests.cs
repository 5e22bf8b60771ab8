using Analytics.Collector.Enrichment;

namespace Collector.Tests.Enrichment;

public sealed class SessionTests
{
    static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Is_one_within_a_bucket_and_another_after_it_or_for_another_user()
    {
        Assert.Equal(At("u", 0), At("u", 29));
        Assert.NotEqual(At("u", 0), At("u", 30));
        Assert.NotEqual(At("u", 0), At("v", 0));
    }

    static string At(string user, int minute) => Session.Derive("web", user, _noon.AddMinutes(minute), TimeSpan.FromMinutes(30));
}
