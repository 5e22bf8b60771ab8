using Microsoft.Spark;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding.Protocol;

/// <summary>An error answer as the exception that callers of Microsoft.Spark know (section 4 of the protocol).</summary>
static class JvmFailures
{
    /// <summary>Converts an error answer. The message has the arguments' types but not their values, which may be passwords.</summary>
    public static Exception Of(Answer answer, string what, object?[] args)
    {
        var types = string.Join(", ", args.Select(a => a?.GetType().Name ?? "null"));
        var inner = answer.Value is JvmObjectReference throwable ? Describe(throwable) : Refused(answer.Value as string ?? "");
#pragma warning disable CA2201 // A plain Exception is what callers of Microsoft.Spark catch.
        return new Exception($"JVM method execution failed: {what}({types}): {inner.ClassName}: {inner.JavaMessage}", inner);
#pragma warning restore CA2201
    }

    /// <summary>
    /// Reads the class, message and trace of a Throwable that was just received, in two round trips. No scope owns it: the exception can
    /// leave the scope, as one that interrupts a batch does, and is then answered by its id.
    /// </summary>
    public static JvmException Describe(JvmObjectReference throwable)
    {
        JvmScope.Disown(throwable);
        var client = throwable.Client;
        var batch = new CommandBatch();
        batch.Buffer.StackTrace(throwable.Id);
        batch.Added();
        batch.Buffer.Call(client, throwable.Id, "getClass", []);
        batch.Added();
        batch.Buffer.Call(client, throwable.Id, "getMessage", []);
        batch.Added(throwable);
        var answers = client.Send(batch);
        using var type = answers[1].Reference;
        var className = client.Call(type, "getName", []) as string ?? "";
        var message = answers[2].IsError ? null : answers[2].Value as string;
        return new JvmException(className, message, answers[0].Value as string ?? className, throwable);
    }

    // The gateway's refusal is a text: a Java stack trace with the first line "class: message".
    static JvmException Refused(string trace)
    {
        var first = trace.AsSpan().Trim();
        first = first[..(first.IndexOf('\n') is >= 0 and var end ? end : first.Length)];
        var colon = first.IndexOf(':');
        return colon < 0
            ? new JvmException(first.ToString(), null, trace, null)
            : new JvmException(first[..colon].ToString(), first[(colon + 1)..].Trim().ToString(), trace, null);
    }
}
