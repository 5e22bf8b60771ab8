namespace Analytics.Hosting;

/// <summary>The exit codes of the programs; the numbers follow sysexits.h. Scripts, supervisors and tests read them.</summary>
public static class ExitCodes
{
    /// <summary>The program finished its work, or was stopped and completed the work in progress.</summary>
    public const int Done = 0;

    /// <summary>The work failed, or its result is wrong; standard error or the log says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a setting is wrong; standard error has a line for each error.</summary>
    public const int Usage = 64;

    /// <summary>The data are not what the run needs: Kafka no longer holds the offsets that the ledger names.</summary>
    public const int DataError = 65;

    /// <summary>
    /// A resource that the program needs is missing or does not answer: PostgreSQL, an address, a folder, a build output.
    /// </summary>
    public const int Unavailable = 69;

    /// <summary>Another process holds a resource that this one needs exclusively: a folder, a lock, a query.</summary>
    public const int InUse = 75;

    /// <summary>The connection's role may not do this.</summary>
    public const int NotAllowed = 77;
}
