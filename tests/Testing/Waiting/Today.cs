namespace Analytics.Testing.Waiting;

/// <summary>The current day, for tests that name days: midnight must not come while they run.</summary>
public static class Today
{
    /// <summary>Returns today's date in UTC. Where less than that is left of it, waits for midnight and returns the next one.</summary>
    /// <param name="left">The longest time that the test takes on a busy machine.</param>
    public static async Task<DateOnly> WithLeftAsync(TimeSpan left)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var untilMidnight = now.Date.AddDays(1) - now;
        if (untilMidnight < left)
            await Task.Delay(untilMidnight + TimeSpan.FromSeconds(1));

        return DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
    }
}
