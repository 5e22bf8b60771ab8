using Npgsql;

namespace Analytics.Hosting;

/// <summary>Whether a text is an Npgsql connection string; what is wrong with it never says what the text was, since it holds a password.</summary>
public static class ConnectionStrings
{
    /// <summary>How one looks.</summary>
    public const string Form = "Host=...;Port=...;Database=...;Username=...;Password=...";

    /// <returns>Null when it is no connection string, or names no host.</returns>
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

    /// <summary>The check of an <see cref="EnvironmentOption"/>: null when the text is good, else what is wrong.</summary>
    public static string? Check(string text) => Parse(text) is null ? $"is no Npgsql connection string ({Form})" : null;
}
