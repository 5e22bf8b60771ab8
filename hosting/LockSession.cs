namespace Analytics.Hosting;

/// <summary>The settings of a session of PostgreSQL that holds a lock for as long as its connection lasts.</summary>
public static class LockSession
{
    /// <summary>
    /// Has PostgreSQL notice within 20 seconds that the client's host has vanished, and release the lock: by default Linux asks an idle
    /// connection after two hours. Over a Unix socket the settings have no effect.
    /// </summary>
    public const string EndsWithItsHost =
        "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 20000";
}
