namespace Analytics.Warehouse;

/// <summary>How the program ends: 0 when the warehouse is as this build wants it, else one of these (sysexits.h).</summary>
public static class ExitCodes
{
    /// <summary>A script failed, or anything else: the message names it. Nothing was changed by it.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>PostgreSQL does not answer.</summary>
    public const int Unavailable = 69;

    /// <summary>Another migrate holds the lock; try again later.</summary>
    public const int Busy = 75;

    /// <summary>The connection's role may not do this.</summary>
    public const int NotAllowed = 77;
}
