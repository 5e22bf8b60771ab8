using Npgsql;

namespace Analytics.Hosting;

/// <summary>Checks Npgsql connection strings. Its messages never repeat the text, since it holds a password.</summary>
public static class ConnectionStrings
{
    /// <summary>The form of a connection string, for messages.</summary>
    public const string Form = "Host=...;Port=...;Database=...;Username=...;Password=...";

    /// <returns>Null when the text is not a connection string or names no host.</returns>
    public static NpgsqlConnectionStringBuilder? Parse(string? text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text) is { Host.Length: > 0 } parsed ? parsed : null;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Returns null for a valid text, else the error; the check of an <see cref="EnvironmentOption"/>.</summary>
    public static string? Check(string text) =>
        Parse(text) is not { } parsed ? $"is no Npgsql connection string ({Form})"
        : string.IsNullOrEmpty(parsed.Database) ? "names no database, and PostgreSQL would take that of the user's name: add Database=..."
        : IsGuessable(parsed) ? "has a password that can be guessed: give the role another one, of 16 random bytes"
        : null;

    // A password of this machine is not checked: who can connect here can also read the connection string.
    static bool IsGuessable(NpgsqlConnectionStringBuilder parsed) =>
        parsed.Password is { Length: > 0 } password
        && Hosts.FirstAway(parsed.Host!) is not null
        && (GuessablePasswords.Has(password) || password == parsed.Username);
}
