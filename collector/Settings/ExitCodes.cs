namespace Analytics.Collector.Settings;

/// <summary>How the program ends; the numbers follow sysexits.h.</summary>
static class ExitCodes
{
    /// <summary>It was told to end, and everything that was under way is done.</summary>
    public const int Done = 0;

    /// <summary>The settings are wrong; standard error lists each mistake in a line.</summary>
    public const int Usage = 64;

    /// <summary>Something that it needs cannot be had: an address is taken or not this machine's, a folder cannot be written.</summary>
    public const int Unavailable = 69;

    /// <summary>Another process is in the way: a collector uses the spool's folder.</summary>
    public const int InUse = 75;
}
