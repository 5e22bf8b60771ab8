namespace Analytics.Hosting;

/// <summary>How a program ends; the numbers follow sysexits.h. Scripts, supervisors and tests read them.</summary>
public static class ExitCodes
{
    /// <summary>The program did what it was asked to, or was told to end and finished what was under way.</summary>
    public const int Done = 0;

    /// <summary>The work failed, or its result is not what it must be; standard error or the log says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a setting is wrong; standard error has a line for each mistake.</summary>
    public const int Usage = 64;

    /// <summary>The data are not what the run needs: Kafka no longer holds what the ledger points at.</summary>
    public const int DataError = 65;

    /// <summary>Something that the program needs is missing or does not answer: PostgreSQL, an address, a folder, a build output.</summary>
    public const int Unavailable = 69;

    /// <summary>Another process holds what this one needs for itself: a folder, a lock, a query.</summary>
    public const int InUse = 75;

    /// <summary>The connection's role may not do this.</summary>
    public const int NotAllowed = 77;
}
