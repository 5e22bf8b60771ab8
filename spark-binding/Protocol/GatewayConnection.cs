using System.Net;
using System.Net.Sockets;

namespace Analytics.SparkBinding.Protocol;

/// <summary>One socket, bound to one JVM thread for its lifetime. One .NET thread uses it at a time.</summary>
/// <remarks>While an answer is pending the JVM can call a callback on the same socket, which is served first.</remarks>
sealed class GatewayConnection : IDisposable
{
    const int LongestUnproven = 64 << 10;
    readonly JvmClient _client;
    readonly Socket _socket;
    readonly LineReader _lines;
    Action<GatewayConnection>? _proven;

    // A reference sent as an answer must live until the JVM has looked it up, which its next line shows.
    object? _answered;

    /// <param name="client">The client of the JVM at the other end.</param>
    /// <param name="socket">The connected socket, which the connection owns.</param>
    /// <param name="proven">
    /// The action for a connection that the other end opened, called when that end has proved to be the JVM; null when this end opened it.
    /// </param>
    public GatewayConnection(JvmClient client, Socket socket, Action<GatewayConnection>? proven = null)
    {
        _client = client;
        _socket = socket;
        _socket.NoDelay = true;
        _proven = proven;
        _lines = new LineReader(socket) { LongestLine = proven is null ? LineReader.LongestTrusted : LongestUnproven };
    }

    /// <summary>The buffer for the next command; the caller empties it first.</summary>
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
    /// <exception cref="JvmLostException">The JVM has ended, or its thread of this connection.</exception>
    public Answer Exchange()
    {
        Span<Answer> answer = [default];
        Exchange(Command.Written, answer);
        return answer[0];
    }

    /// <summary>Does the first exchange, whose failure means that there is no gateway rather than a lost one.</summary>
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

    /// <summary>Serves the requests on a socket that the other end opened, until it is closed or proves to be untrusted.</summary>
    /// <returns>False when the first request named no callback: it was answered, and later requests are not.</returns>
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

    /// <summary>True when the other end is the JVM: this end opened the connection, or the other end has named a callback.</summary>
    public bool IsProven => _proven is null;

    /// <summary>True when the other end has sent data that are not read yet.</summary>
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

    /// <summary>Accepts a known callback id as proof that the sender is the JVM; lines can then be long.</summary>
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
    /// Sends <see cref="Command"/> as the answer to a callback; keeps <paramref name="answered"/> alive until the JVM has read it.
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

    /// <summary>True when the exception means that one of the two ends closed the connection.</summary>
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
                // Inside the callback the JVM first reads the commands that are already sent.
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
