using Analytics.SparkBinding.Protocol;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding;

/// <summary>Commands that are sent together and answered together: one round trip for many calls.</summary>
/// <remarks>The commands run in order in the JVM thread of the sending thread. None can use the result of an earlier one.</remarks>
public sealed class JvmPipeline
{
    readonly JvmClient _client;
    readonly CommandBatch _batch = new();
    readonly List<string> _names = [];

    internal JvmPipeline(JvmClient client) => _client = client;

    public int Count => _batch.Count;

    public JvmPipeline Call(JvmObjectReference target, string method, params object?[] args)
    {
        args = _client.Prepare(args);
        return Append(method, target, args, () => _batch.Buffer.Call(_client, target.CheckedId(_client), method, args));
    }

    public JvmPipeline CallStatic(string className, string method, params object?[] args)
    {
        args = _client.Prepare(args);
        return Append($"{className}.{method}", null, args, () => _batch.Buffer.CallStatic(_client, className, method, args));
    }

    public JvmPipeline New(string className, params object?[] args)
    {
        args = _client.Prepare(args);
        return Append($"{className}.new", null, args, () => _batch.Buffer.New(_client, className, args));
    }

    /// <summary>Releases the object in the JVM, after the commands before.</summary>
    public JvmPipeline Release(JvmObjectReference reference)
    {
        var id = reference.CheckedId(_client);
        return reference.MarkReleased() ? Append("release", null, [], () => _batch.Buffer.Release(id)) : this;
    }

    /// <summary>Sends the appended commands, returns every result in order and empties the pipeline.</summary>
    /// <exception cref="Exception">The first failed command, thrown after every command was answered; the inner exception is a
    /// JvmException.</exception>
    public object?[] Send()
    {
        try
        {
            var answers = _client.Send(_batch);
            var failed = Array.FindIndex(answers, a => a.IsError);
            return failed < 0 ? Array.ConvertAll(answers, a => a.Value) : throw JvmFailures.Of(answers[failed], _names[failed], []);
        }
        finally
        {
            _batch.Clear();
            _names.Clear();
        }
    }

    JvmPipeline Append(string name, object? target, object?[] args, Action write)
    {
        var length = _batch.Buffer.Length;
        try
        {
            write();
        }
        catch
        {
            _batch.Buffer.Truncate(length);
            throw;
        }

        _batch.Added(target, args);
        _names.Add(name);
        return this;
    }
}
