using System.Text;

namespace Analytics.SparkBinding.Protocol;

/// <summary>What the JVM asks of us: call a callback (<c>c</c>), or forget one that it has collected (<c>g</c>).</summary>
sealed record CallbackRequest(bool IsGarbage, string Id, string Method, object?[] Args)
{
    /// <summary>
    /// Reads a request as far as its sender is trusted: of one that is not proven and names no callback of ours, the id alone.
    /// </summary>
    /// <param name="command">The first line, already read; the rest is read here.</param>
    /// <remarks>An argument that is a reference releases its object when it is collected, so a stranger's may not become one.</remarks>
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
