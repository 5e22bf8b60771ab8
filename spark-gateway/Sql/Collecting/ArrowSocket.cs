using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Analytics.SparkGateway;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Collecting;

/// <summary>
/// Runs a frame and reads its rows from the socket that Spark serves them on: one Arrow stream, then the place of each batch, because
/// they come in the order in which their tasks end.
/// </summary>
static class ArrowSocket
{
    /// <exception cref="Exception">The job failed (inner <see cref="JvmException"/>).</exception>
    internal static (Schema Schema, IReadOnlyList<RecordBatch> Batches) Read(IJvmObjectReferenceProvider frame)
    {
        using var served = frame.Object("collectAsArrowToPython");
        var (port, secret) = ((int)Jvm.Element(served, 0)!, (string)Jvm.Element(served, 1)!);
        using var server = (JvmObjectReference)Jvm.Element(served, 2)!;
        (Schema, IReadOnlyList<RecordBatch>) rows = default;
        IOException? broken = null;
        try
        {
            rows = Receive(port, secret);
        }
        catch (IOException failure)
        {
            broken = failure;
        }

        // A failed job looks like a complete empty stream, or like a torn one: only the server knows, and its answer is the better reason.
        server.Do("getResult");
        return broken is null ? rows : throw new IOException("The rows of the frame ended too early.", broken);
    }

    static (Schema, IReadOnlyList<RecordBatch>) Receive(int port, string secret)
    {
        using var client = new TcpClient { NoDelay = true };
        client.Connect(System.Net.IPAddress.Loopback, port);
        using var stream = new BufferedStream(client.GetStream(), 1 << 16);
        Greet(stream, secret);
        using var reader = new ArrowStreamReader(stream, leaveOpen: true);
        var arrived = new List<RecordBatch>();
        while (reader.ReadNextRecordBatch() is { } batch) arrived.Add(batch);
        return (reader.Schema, InOrder(arrived, stream));
    }

    static void Greet(Stream stream, string secret)
    {
        var text = Encoding.UTF8.GetBytes(secret);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
        stream.Write(length);
        stream.Write(text);
        stream.Flush();
        var answer = new byte[ReadInt(stream)];
        stream.ReadExactly(answer);
        if (Encoding.UTF8.GetString(answer) != "ok") throw new IOException("Spark refused to serve the rows.");
    }

    /// <summary>The batches in the order of their rows: entry i of what follows the stream says which arrived batch is the i-th.</summary>
    internal static RecordBatch[] InOrder(IReadOnlyList<RecordBatch> arrived, Stream stream)
    {
        var ordered = new RecordBatch[ReadInt(stream)];
        if (ordered.Length != arrived.Count)
        {
            throw new IOException($"{arrived.Count} batches arrived, {ordered.Length} were announced.");
        }

        for (var i = 0; i < ordered.Length; i++) ordered[i] = arrived[ReadInt(stream)];
        return ordered;
    }

    static int ReadInt(Stream stream)
    {
        Span<byte> number = stackalloc byte[4];
        stream.ReadExactly(number);
        return BinaryPrimitives.ReadInt32BigEndian(number);
    }
}
