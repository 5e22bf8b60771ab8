using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Analytics.SparkBinding.Launch;

/// <summary>The port of Py4J's server in a JVM, and the secret that it requires.</summary>
sealed record ConnectionInfo(int Port, string Secret)
{
    const string PortVariable = "PYSPARK_GATEWAY_PORT";
    const string SecretVariable = "PYSPARK_GATEWAY_SECRET";
    static ConnectionInfo? _given;

    /// <summary>
    /// Returns the port and the secret of the Spark that started this process, or null. It removes the secret from the environment, so that
    /// no child inherits it.
    /// </summary>
    public static ConnectionInfo? FromEnvironment()
    {
        if (_given is null && int.TryParse(Environment.GetEnvironmentVariable(PortVariable), CultureInfo.InvariantCulture, out var port))
        {
            _given = new(port, Environment.GetEnvironmentVariable(SecretVariable) ?? "");
            Environment.SetEnvironmentVariable(SecretVariable, null);
            Environment.SetEnvironmentVariable(PortVariable, null);
        }

        return _given;
    }

    /// <summary>Reads the file that the JVM writes: port, length of the secret, secret.</summary>
    public static ConnectionInfo Read(string path)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
        return new(BinaryPrimitives.ReadInt32BigEndian(bytes), Encoding.UTF8.GetString(bytes.Slice(8, length)));
    }

    // A record's own ToString would print the secret.
    public override string ToString() => $"JVM at port {Port}";
}
