using System.Security.Cryptography;
using System.Text.Json;
using Analytics.Local.Processes;

namespace Analytics.Local.Postgres;

/// <summary>One generated password for each role, kept in a file that only this user reads.</summary>
public sealed class Passwords
{
    readonly Dictionary<string, string> _values;

    Passwords(Dictionary<string, string> values) => _values = values;

    public string this[Role role] => _values[role.ToString()];

    /// <summary>The environment variables from which <c>Analytics.Warehouse migrate</c> reads the passwords.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        Enum.GetValues<Role>().Where(role => role is not Role.Admin).ToDictionary(role => role.PasswordVariable(), role => this[role]);

    /// <summary>Returns the passwords of an earlier run in the same folder, or new ones.</summary>
    public static Passwords In(string folder)
    {
        var file = Path.Combine(folder, "passwords.json");
        if (File.Exists(file))
            return new(JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!);
        var made = Enum.GetNames<Role>().ToDictionary(role => role, _ => RandomNumberGenerator.GetHexString(32, lowercase: true));
        Directory.CreateDirectory(folder);
        PrivateFile.Write(file, JsonSerializer.Serialize(made));
        return new(made);
    }

    /// <summary>Returns the passwords from the environment; roles without one get a new one.</summary>
    public static Passwords FromEnvironment() =>
        new(
            Enum.GetValues<Role>()
                .ToDictionary(
                    role => role.ToString(),
                    role =>
                        System.Environment.GetEnvironmentVariable(role.PasswordVariable())
                        ?? RandomNumberGenerator.GetHexString(32, lowercase: true)
                )
        );
}
