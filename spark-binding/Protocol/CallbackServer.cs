using System.Diagnostics;

namespace Analytics.SparkBinding.Protocol;

/// <summary>Answers one request of the JVM, whatever happens in the handler (section 7 of the protocol).</summary>
static class CallbackServer
{
    public static void Serve(GatewayConnection connection, CallbackRequest request)
    {
        var client = connection.Client;
        if (request.IsGarbage)
        {
            client.Proxies.Collected(request.Id);
            Answer(connection, "!yv\n"u8);
            return;
        }

        if (client.Proxies.Find(request.Id) is not { } callback)
        {
            AnswerText(connection, "there is no such callback");
            return;
        }

        using var scope = new CallbackScope(connection);
        try
        {
            // This follows the check of the id, which shows that the caller is the JVM.
            NoDelay.Apply(connection);
            AnswerValue(connection, Invoke(callback, request));
        }
        catch (Exception e)
        {
            AnswerError(connection, e);
        }
    }

    // The JVM can put a proxy into a set or a log line, where a null answer to hashCode would throw.
    static object? Invoke(JvmCallback callback, CallbackRequest request) =>
        request switch
        {
            { Method: "hashCode", Args: [] } => callback.Number,
            { Method: "toString", Args: [] } => callback.ToString(),
            { Method: "equals", Args: [var other] } => callback.IsSame(other),
            _ => callback.Handler(request.Method, request.Args),
        };

    static void AnswerValue(GatewayConnection connection, object? value)
    {
        var command = connection.Command;
        if (value is string[] texts)
            value = connection.Client.NewArray("java.lang.String", texts);
        command.Clear();
        command.Raw("!y"u8);
        if (value is null)
            command.Raw("v"u8);
        else
            command.Value(connection.Client, value);
        command.EndLine();
        connection.SendAnswer(value);
    }

    // A JVM exception is sent as its Throwable, so that Spark recognizes an interruption; another exception as a RuntimeException with
    // the .NET stack.
    static void AnswerError(GatewayConnection connection, Exception exception)
    {
        try
        {
            var throwable = JvmException(exception)
                ?? connection.Client.New(
                    "java.lang.RuntimeException",
                    [$".NET {exception.GetType()}: {exception.Message}\n{exception.StackTrace}"]
                );
            var command = connection.Command;
            command.Clear();
            command.Raw("!xr"u8);
            command.Line(throwable.Id);
            connection.SendAnswer(throwable);
        }
        catch (Exception e) when (e is not JvmLostException)
        {
            Debug.WriteLine(e);
            AnswerText(connection, exception.Message);
        }
    }

    static Microsoft.Spark.Interop.Ipc.JvmObjectReference? JvmException(Exception exception) =>
        Microsoft.Spark.JvmException.Of(exception)?.Throwable is { IsReleased: false } throwable ? throwable : null;

    static void AnswerText(GatewayConnection connection, string text)
    {
        connection.Command.Clear();
        connection.Command.Raw("!xs"u8);
        connection.Command.Text(text);
        connection.Command.EndLine();
        connection.SendAnswer(null);
    }

    static void Answer(GatewayConnection connection, ReadOnlySpan<byte> line)
    {
        connection.Command.Clear();
        connection.Command.Raw(line);
        connection.SendAnswer(null);
    }
}
