using System.Text;

namespace Analytics.SparkBinding.Protocol;

/// <summary>A request of the JVM: to call a callback (<c>c</c>), or to release one that it has collected (<c>g</c>).</summary>
sealed record CallbackRequest(bool IsGarbage, string Id, string Method, object?[] Args)
{
    /// <summary>
    /// Reads a request, but only its id when the connection is not proven and the id names no callback.
    /// </summary>
    /// <param name="command">The first line, already read; this method reads the rest.</param>
    /// <remarks>A reference releases its object when it is collected, so an untrusted argument must not become a reference.</remarks>
    public static CallbackRequest Read(GatewayConnection connection, ReadOnlySpan<byte> command, LineReader lines)
    {
        var isGarbage = command.SequenceEqual("g"u8);
        if (!isGarbage && !command.SequenceEqual("c"u8))
            throw new InvalidDataException("the JVM sent a command that is neither c nor g");
        var id = Encoding.UTF8.GetString(lines.ReadLine());
        if (!connection.Prove(id))
            return new(isGarbage, id, "", []);

        var method = isGarbage ? "" : Encoding.UTF8.GetString(lines.ReadLine());
        var args = new List<object?>();
        for (var line = lines.ReadLine(); line is not [(byte)'e']; line = lines.ReadLine())
            args.Add(ValueParser.Parse(connection.Client, line));
        return new(isGarbage, id, method, [.. args]);
    }
}
