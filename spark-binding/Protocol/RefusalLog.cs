using System.Diagnostics;

namespace Analytics.SparkBinding.Protocol;

/// <summary>Reports why connections to the callback port were closed, by at most one line in 10 s.</summary>
sealed class RefusalLog(TimeProvider time, Action<string> tell)
{
    static readonly TimeSpan _pause = TimeSpan.FromSeconds(10);
    readonly Lock _gate = new();
    long? _last;
    int _untold;

    public void Add(string reason)
    {
        int untold;
        lock (_gate)
        {
            if (_last is { } last && time.GetElapsedTime(last) < _pause)
            {
                _untold++;
                return;
            }

            _last = time.GetTimestamp();
            untold = _untold;
            _untold = 0;
        }

        try
        {
            tell(untold == 0 ? reason : $"{reason} ({untold} more since the last such line)");
        }
        catch (Exception e)
        {
            // A failure of the program's handler must not end this thread and the process.
            Debug.WriteLine(e);
        }
    }
}
