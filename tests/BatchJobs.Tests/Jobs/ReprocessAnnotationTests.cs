using Analytics.BatchJobs.Grafana;
using Analytics.BatchJobs.Jobs;

namespace BatchJobs.Tests.Jobs;

public sealed class ReprocessAnnotationTests
{
    [Theory]
    [InlineData(3, "27: rows changed 3\n28: rows changed 0")]
    [InlineData(0, "nothing changed\n27: rows changed 3\n28: rows changed 0")]
    public void Covers_the_days_and_says_what_changed(long changed, string text)
    {
        var annotation = ReprocessJob.Told(
            new(new(2026, 11, 27), new(2026, 11, 28), null, TimeSpan.Zero),
            ["27: rows changed 3", "28: rows changed 0"],
            changed
        );

        Assert.Equal(text, annotation.Text);
        Assert.Equal(changed > 0 ? [Annotation.Changed] : [], annotation.Tags);
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero), annotation.From);
        Assert.Equal(new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero), annotation.To);
    }
}
