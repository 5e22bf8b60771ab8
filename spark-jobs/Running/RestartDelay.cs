using Analytics.SparkJobs.Settings;

namespace Analytics.SparkJobs.Running;

/// <summary>0.5 s, then twice as long each time up to 30 s; from the start again once a batch was committed.</summary>
sealed class RestartDelay
{
    static readonly TimeSpan _least = TimeSpan.FromSeconds(0.5);
    static readonly TimeSpan _most = TimeSpan.FromSeconds(30);

    TimeSpan _next = _least;

    /// <param name="madeProgress">A batch was committed since the last failure.</param>
    /// <param name="fatalReason">Not null: no retry mends it.</param>
    /// <exception cref="FatalStopException">There was a fatal reason.</exception>
    public TimeSpan Next(bool madeProgress, string? fatalReason)
    {
        if (fatalReason is not null)
            throw new FatalStopException(ExitCodes.Failed, fatalReason);

        var wait = madeProgress ? _least : _next;
        _next = wait * 2 < _most ? wait * 2 : _most;
        return wait;
    }
}
