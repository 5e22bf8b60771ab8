using Analytics.SparkJobs.Running;
using Analytics.SparkJobs.Settings;

namespace SparkJobs.Tests.Running;

public sealed class RestartDelayTests
{
    [Fact]
    public void Doubles_up_to_half_a_minute_and_begins_again_after_progress()
    {
        var delay = new RestartDelay();
        var waits = Enumerable.Range(0, 9).Select(_ => delay.Next(madeProgress: false, null).TotalSeconds).ToList();
        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30, 30], waits);
        Assert.Equal(0.5, delay.Next(madeProgress: true, null).TotalSeconds);
        Assert.Equal(1, delay.Next(madeProgress: false, null).TotalSeconds);
    }

    [Fact]
    public void A_fatal_reason_ends_it() =>
        Assert.Equal(ExitCodes.Failed, Assert.Throws<FatalStopException>(() => new RestartDelay().Next(true, "no such function")).ExitCode);
}
