using System.Security.Cryptography;
using Analytics.Collector.Privacy;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Privacy;

public sealed class DailySaltTests
{
    readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void One_person_is_one_within_the_day_and_another_after_it()
    {
        var salt = New();
        var morning = salt.Hash("web", "u-1");
        _clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(morning, salt.Hash("web", "u-1"));
        Assert.NotEqual(morning, salt.Hash("web", "u-2"));
        Assert.NotEqual(morning, salt.Hash("shop", "u-1"));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.NotEqual(morning, salt.Hash("web", "u-1"));
    }

    [Fact]
    public void Another_process_makes_another_hash() => Assert.NotEqual(New().Hash("web", "u-1"), New().Hash("web", "u-1"));

    DailySalt New() => new(_clock, RandomNumberGenerator.GetBytes);
}
