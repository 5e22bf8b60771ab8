namespace Analytics.Benchmarks;

/// <summary>How the program ends; the numbers follow sysexits.h.</summary>
static class ExitCodes
{
    public const int Done = 0;

    /// <summary>A contender failed or lost events; the table says which.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>Something is not built or installed.</summary>
    public const int Missing = 69;

    /// <summary>Another benchmark runs in this checkout.</summary>
    public const int AlreadyRunning = 75;
}
