namespace Analytics.Hosting;

/// <summary>
/// Tells passwords that are guessed first: short ones, and those of products' examples and of lists of the most used, with any digits and
/// signs in them.
/// </summary>
public static class GuessablePasswords
{
    const int Shortest = 8;

    // Fewer different characters than this are a key held down.
    const int Different = 4;

    /// <summary>The letters of well-known passwords, in lower case.</summary>
    public static IReadOnlySet<string> WellKnown { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            "admin",
            "administrator",
            "analytics",
            "analyticsbatch",
            "analyticscollector",
            "analyticskeys",
            "analyticsowner",
            "analyticsreader",
            "analyticswriter",
            "apikey",
            "batch",
            "changeit",
            "changeme",
            "changethis",
            "collector",
            "default",
            "demo",
            "docker",
            "example",
            "grafana",
            "guest",
            "kafka",
            "key",
            "letmein",
            "login",
            "mypassword",
            "mysecretpassword",
            "owner",
            "pass",
            "passwd",
            "password",
            "passwrd",
            "postgres",
            "postgresql",
            "promoperator",
            "pssword",
            "psswrd",
            "pwd",
            "qwerty",
            "qwertyuiop",
            "reader",
            "root",
            "sa",
            "sample",
            "secret",
            "superuser",
            "supersecret",
            "test",
            "user",
            "welcome",
            "writekey",
            "writer",
            "yourpassword",
        };

    /// <summary>True for a password that can be guessed; false for an empty one, which is none.</summary>
    public static bool Has(string? password)
    {
        if (string.IsNullOrEmpty(password))
            return false;

        var letters = string.Concat(password.Where(char.IsAsciiLetter)).ToLowerInvariant();
        return password.Length < Shortest
            || password.Distinct().Count() < Different
            || (password.Length < 2 * Shortest && password.All(c => char.IsDigit(c) || char.IsPunctuation(c)))
            || WellKnown.Contains(letters);
    }
}
