namespace Analytics.Collector.Keys.Commands;

/// <summary>How <c>keys</c> ends; the numbers follow sysexits.h.</summary>
static class KeysExit
{
    public const int Done = 0;

    /// <summary>There is no such key, or PostgreSQL refused something else.</summary>
    public const int Refused = 1;

    /// <summary>The command line is wrong, or nothing says which database.</summary>
    public const int Usage = 64;

    /// <summary>PostgreSQL does not answer.</summary>
    public const int Unavailable = 69;

    /// <summary>The connection's role may not do this.</summary>
    public const int NotAllowed = 77;
}
