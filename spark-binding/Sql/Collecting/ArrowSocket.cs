using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Analytics.SparkBinding;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Collecting;

/// <summary>
/// Runs a frame and reads its rows from the socket on which Spark serves them: one Arrow stream, then the position of each batch, since
/// the batches arrive in the order in which their tasks end.
/// </summary>
static class ArrowSocket
{
    /// <summary>How long the end of an interrupted collect is waited for; its job is submitted within this time.</summary>
    static readonly TimeSpan _planning = TimeSpan.FromMinutes(1);

    /// <exception cref="Exception">The job failed or was interrupted (inner <see cref="JvmException"/>).</exception>
    internal static ArrivedRows Read(IJvmObjectReferenceProvider frame)
    {
        using var served = frame.Object("collectAsArrowToPython");
        var (port, secret) = ((int)Jvm.Element(served, 0)!, (string)Jvm.Element(served, 1)!);
        using var server = (JvmObjectReference)Jvm.Element(served, 2)!;
        using var client = new TcpClient { NoDelay = true };
        client.Connect(IPAddress.Loopback, port);
        var rows = Task.Factory.StartNew(
            () => Receive(client, secret),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        Await(frame, server, client);
        return rows.GetAwaiter().GetResult();
    }

    /// <summary>
    /// Waits for the job in the caller's JVM thread, while another .NET thread reads. Only the wait shows a failed job, whose stream looks
    /// complete and empty, and the stop of a streaming query, since the job runs in a separate JVM thread.
    /// </summary>
    static void Await(IJvmObjectReferenceProvider frame, JvmObjectReference server, TcpClient client)
    {
        try
        {
            server.Do("getResult");
        }
        catch (Exception failure)
        {
            client.Close();
            if (JvmException.Of(failure)?.ClassName == "java.lang.InterruptedException")
                EndJob(frame, server);
            // Spark recognizes its own cancellation in a stopped query only without the wrapping exception.
            if (JvmException.Of(failure)?.Cause() is not { } cause)
                throw;
#pragma warning disable CA2201 // A plain Exception is what callers of Microsoft.Spark catch.
            throw new Exception($"JVM method execution failed: {cause.ClassName}: {cause.JavaMessage}", cause);
#pragma warning restore CA2201
        }
    }

    /// <summary>
    /// Cancels the job of an interrupted collect and waits for its end. The job's thread may still plan, and would submit the job after
    /// a single cancellation.
    /// </summary>
    static void EndJob(IJvmObjectReferenceProvider frame, JvmObjectReference server)
    {
        using var session = frame.Object("sparkSession");
        using var context = session.Object("sparkContext");
        if (context.Call("getLocalProperty", "spark.jobGroup.id") is not string group)
            return;

        using var pause = (JvmObjectReference)Jvm.CallStatic("scala.concurrent.duration.Duration", "create", "20 ms")!;
        var waiting = Stopwatch.StartNew();
        while (waiting.Elapsed < _planning && !(bool)context.Call("isStopped")! && !HasEnded(server, pause))
            context.Do("cancelJobGroup", group);
    }

    static bool HasEnded(JvmObjectReference server, JvmObjectReference pause)
    {
        try
        {
            server.Do("getResult", pause);
            return true;
        }
        catch (Exception failure) when (JvmException.Of(failure) is { } thrown)
        {
            return thrown.ClassName != "java.util.concurrent.TimeoutException";
        }
    }

    static ArrivedRows Receive(TcpClient client, string secret)
    {
        try
        {
            using var stream = new BufferedStream(client.GetStream(), 1 << 16);
            Greet(stream, secret);
            using var reader = new ArrowStreamReader(stream, leaveOpen: true);
            var arrived = new List<RecordBatch>();
            while (reader.ReadNextRecordBatch() is { } batch)
                arrived.Add(batch);
            return new ArrivedRows(reader.Schema, InOrder(arrived, stream));
        }
        catch
        {
            // Otherwise Spark would wait for the reader.
            client.Close();
            throw;
        }
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
        if (Encoding.UTF8.GetString(answer) != "ok")
            throw new IOException("Spark refused to serve the rows.");
    }

    /// <summary>Returns the batches in the order of their rows: entry i after the stream is the arrival index of the i-th batch.</summary>
    internal static RecordBatch[] InOrder(List<RecordBatch> arrived, Stream stream)
    {
        var ordered = new RecordBatch[ReadInt(stream)];
        if (ordered.Length != arrived.Count)
            throw new IOException($"{arrived.Count} batches arrived, {ordered.Length} were announced.");

        for (var i = 0; i < ordered.Length; i++)
            ordered[i] = arrived[ReadInt(stream)];
        return ordered;
    }

    static int ReadInt(Stream stream)
    {
        Span<byte> number = stackalloc byte[4];
        stream.ReadExactly(number);
        return BinaryPrimitives.ReadInt32BigEndian(number);
    }

    internal sealed record ArrivedRows(Schema Schema, IReadOnlyList<RecordBatch> Batches);
}
