using System.Net;
using System.Net.Sockets;

namespace Analytics.SparkBinding.Protocol;

/// <summary>One socket, and so one JVM thread for its whole life. Used by one thread of ours at a time.</summary>
/// <remarks>While an answer is awaited the JVM may call one of our callbacks on the same socket; it is served in between.</remarks>
sealed class GatewayConnection : IDisposable
{
    const int LongestUnproven = 64 << 10;
    readonly JvmClient _client;
    readonly Socket _socket;
    readonly LineReader _lines;
    Action<GatewayConnection>? _proven;

    // A reference sent as an answer must live until the JVM has looked it up: until it sends its next line.
    object? _answered;

    /// <param name="client">The JVM that this is a connection to.</param>
    /// <param name="socket">Connected; closed with this.</param>
    /// <param name="proven">
    /// Of a connection that was opened to us: called once its other end has proved to be the JVM. Null: opened by us.
    /// </param>
    public GatewayConnection(JvmClient client, Socket socket, Action<GatewayConnection>? proven = null)
    {
        _client = client;
        _socket = socket;
        _socket.NoDelay = true;
        _proven = proven;
        _lines = new LineReader(socket) { LongestLine = proven is null ? LineReader.LongestTrusted : LongestUnproven };
    }

    /// <summary>Where the next command is written; empty it first.</summary>
    public CommandBuffer Command { get; } = new();

    public bool IsBroken { get; private set; }

    /// <summary>Whether the JVM's end sends at once (section 6 of the protocol).</summary>
    public bool HasNoDelay { get; set; }

    public static GatewayConnection Connect(JvmClient client)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, client.Port);
            return new GatewayConnection(client, socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends <see cref="Command"/> and reads its answer.</summary>
    /// <exception cref="JvmLostException">The JVM is gone, or its thread behind this connection.</exception>
    public Answer Exchange()
    {
        Span<Answer> answer = [default];
        Exchange(Command.Written, answer);
        return answer[0];
    }

    /// <summary>The first exchange, whose failure tells that no gateway is there rather than that one was lost.</summary>
    public Answer Handshake()
    {
        Send(Command.Written);
        return Answer.Parse(_client, ReadLine());
    }

    /// <summary>Sends commands in one write and reads an answer to each.</summary>
    public void Exchange(ReadOnlySpan<byte> commands, Span<Answer> answers)
    {
        try
        {
            Send(commands);
            ReadAnswers(answers);
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw _client.Lost(this, e);
        }
    }

    /// <summary>Serves what the JVM asks on a socket that it opened, until it is closed or is seen to be a stranger's.</summary>
    /// <returns>False when the first request named no callback of ours: it was answered, and nothing after it will be.</returns>
    public bool ServeUntilClosed()
    {
        while (!IsBroken)
        {
            CallbackServer.Serve(this, ReadRequest(ReadLine()));
            if (!IsProven)
                return false;
        }

        return true;
    }

    /// <summary>Whether the other end is the JVM: it is where we connected to, or it has named a callback that we passed it.</summary>
    public bool IsProven => _proven is null;

    /// <summary>Whether the other end has sent what was not read yet.</summary>
    public bool HasUnread
    {
        get
        {
            try
            {
                return _socket.Available > 0;
            }
            catch (Exception e) when (IsClosed(e))
            {
                return false;
            }
        }
    }

    /// <summary>Takes the id of a request for proof of its sender; from then on lines may be long.</summary>
    public bool Prove(string callbackId)
    {
        if (_proven is null)
            return true;
        if (!_client.Proxies.Knows(callbackId))
            return false;
        _lines.LongestLine = LineReader.LongestTrusted;
        _proven(this);
        _proven = null;
        return true;
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[_socket.Send(bytes)..];
    }

    /// <summary>
    /// Sends <see cref="Command"/> as our answer to a callback; <paramref name="answered"/> lives until the JVM has read it.
    /// </summary>
    public void SendAnswer(object? answered)
    {
        _answered = answered;
        Send(Command.Written);
    }

    public JvmClient Client => _client;

    public void Dispose()
    {
        IsBroken = true;
        _socket.Dispose();
    }

    /// <summary>Whether the exception says that one of the two ends closed the connection.</summary>
    public static bool IsClosed(Exception e) => e is SocketException or EndOfStreamException or ObjectDisposedException;

    static bool IsLoss(Exception e) => IsClosed(e) || e is InvalidDataException;

    void ReadAnswers(Span<Answer> answers)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            var line = ReadLine();
            while (line is not [(byte)'!', ..])
            {
                var request = ReadRequest(line);
                // Inside the callback the JVM first takes the commands that we have already sent.
                ReadAnswers(answers[(i + 1)..]);
                answers = answers[..(i + 1)];
                CallbackServer.Serve(this, request);
                line = ReadLine();
            }

            answers[i] = Answer.Parse(_client, line);
            if (answers[i].Status == 'z')
                Dispose();
        }
    }

    CallbackRequest ReadRequest(ReadOnlySpan<byte> command) => CallbackRequest.Read(this, command, _lines);

    Span<byte> ReadLine()
    {
        var line = _lines.ReadLine();
        _answered = null;
        return line;
    }
}
