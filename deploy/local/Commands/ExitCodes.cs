namespace Analytics.Local.Commands;

/// <summary>How the program ends; the numbers follow sysexits.h.</summary>
static class ExitCodes
{
    public const int Done = 0;

    /// <summary>What was sent is not what was counted, or a part failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>Something is not built or not installed.</summary>
    public const int Missing = 69;

    /// <summary>Another run has the folder.</summary>
    public const int AlreadyRunning = 75;
}
