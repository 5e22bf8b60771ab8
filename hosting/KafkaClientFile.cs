namespace Analytics.Hosting;

/// <summary>
/// Reads the file that tells every program how to reach a secured Kafka: lines of <c>name=value</c> with librdkafka's names. Empty lines
/// and lines that begin with # are skipped. The file holds a password, so its messages never repeat a value.
/// </summary>
public static class KafkaClientFile
{
    /// <summary>The environment variable that names the file, for every program.</summary>
    public const string Variable = "ANALYTICS_KAFKA_CLIENT";

    public const string Protocol = "security.protocol";
    public const string Mechanism = "sasl.mechanism";
    public const string UserName = "sasl.username";
    public const string Password = "sasl.password";
    public const string Authority = "ssl.ca.location";
    public const string Certificate = "ssl.certificate.location";
    public const string Key = "ssl.key.location";
    public const string KeyPassword = "ssl.key.password";

    /// <summary>The names that a file may hold: those that librdkafka and Kafka's Java client both have a setting for.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [Protocol, Mechanism, UserName, Password, Authority, Certificate, Key, KeyPassword];

    static readonly string[] _protocols = ["plaintext", "ssl", "sasl_plaintext", "sasl_ssl"];
    static readonly string[] _mechanisms = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"];
    static readonly string[] _files = [Authority, Certificate, Key];

    /// <summary>Returns the settings of a file.</summary>
    /// <exception cref="FormatException">The file cannot be read, or is not a client file; the message never has a value.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        var settings = new Dictionary<string, string>();
        var number = 0;
        foreach (var line in Lines(path).Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;

            var at = line.IndexOf('=');
            var name = at < 0 ? "" : line[..at].Trim();
            if (!Names.Contains(name))
                throw new FormatException($"line {number} of the file of Kafka's client is none of {string.Join("=, ", Names)}=");

            settings[name] = line[(at + 1)..].Trim();
        }

        return Check(settings) is { } error ? throw new FormatException(error) : settings;
    }

    /// <summary>Returns null for a valid file, else the error; the check of an <see cref="EnvironmentOption"/>.</summary>
    public static string? Check(string path)
    {
        try
        {
            Read(path);
            return null;
        }
        catch (FormatException error)
        {
            return $"cannot be used: {error.Message}";
        }
    }

    static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FormatException($"{path} cannot be read", unreadable);
        }
    }

    static string? Check(Dictionary<string, string> settings)
    {
        var protocol = settings.GetValueOrDefault(Protocol, "");
        if (!_protocols.Contains(protocol, StringComparer.OrdinalIgnoreCase))
            return $"{Protocol} must be one of {string.Join(", ", _protocols)}";

        var isSasl = protocol.StartsWith("sasl", StringComparison.OrdinalIgnoreCase);
        if (isSasl && !_mechanisms.Contains(settings.GetValueOrDefault(Mechanism)))
            return $"{Mechanism} must be one of {string.Join(", ", _mechanisms)}";

        if (isSasl && (!settings.ContainsKey(UserName) || !settings.ContainsKey(Password)))
            return $"{UserName} or {Password} is missing";

        if (isSasl && GuessablePasswords.Has(settings[Password]))
            return $"{Password} can be guessed: give the user another one, of 16 random bytes";

        if (settings.ContainsKey(Certificate) != settings.ContainsKey(Key))
            return $"{Certificate} and {Key} need each other";

        return _files.FirstOrDefault(name => settings.TryGetValue(name, out var file) && !File.Exists(file)) is { } missing
            ? $"{missing} names no file"
            : null;
    }
}
