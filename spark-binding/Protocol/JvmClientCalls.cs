using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding.Protocol;

/// <summary>The commands as methods; each uses the connection of the calling code.</summary>
sealed partial class JvmClient
{
    public const string Server = "GATEWAY_SERVER";

    public object? Call(JvmObjectReference target, string method, object?[] args)
    {
        args = Prepare(args);
        using var use = new ConnectionUse(this);
        use.Command.Call(this, target.CheckedId(this), method, args);
        return use.Send(target.Id, method, target, args).Value;
    }

    /// <summary>Calls a method of the JVM's gateway server, an object that is never released.</summary>
    public object? CallServer(string method, params object?[] args)
    {
        using var use = new ConnectionUse(this);
        use.Command.Call(this, Server, method, args);
        return use.Send(Server, method, null, args).Value;
    }

    public object? CallStatic(string className, string method, object?[] args)
    {
        args = Prepare(args);
        using var use = new ConnectionUse(this);
        use.Command.CallStatic(this, className, method, args);
        return use.Send(className, method, null, args).Value;
    }

    public JvmObjectReference New(string className, object?[] args)
    {
        args = Prepare(args);
        using var use = new ConnectionUse(this);
        use.Command.New(this, className, args);
        return use.Send(className, "new", null, args).Reference;
    }

    public object? StaticField(string className, string field)
    {
        using var use = new ConnectionUse(this);
        use.Command.Member("r\nm\n"u8, className, field);
        return use.Send(className, field, null, []).Value;
    }

    public object? Field(JvmObjectReference target, string field)
    {
        using var use = new ConnectionUse(this);
        use.Command.Member("f\ng\n"u8, target.CheckedId(this), field);
        var value = use.Send(target.Id, field, target, []).Value;
        return value is GatewayMember ? throw new MissingFieldException($"{ClassNameOf(target)} has no public field {field}") : value;
    }

    public bool HasClass(string className)
    {
        using var use = new ConnectionUse(this);
        use.Command.Member("r\nu\n"u8, className, "rj");
        return use.Send(className, "class", null, []).Value is GatewayMember { Kind: 'c' };
    }

    public string ClassNameOf(JvmObjectReference target)
    {
        using var type = (JvmObjectReference)Call(target, "getClass", [])!;
        return (string)Call(type, "getName", [])!;
    }

    public int Length(JvmObjectReference array)
    {
        using var use = new ConnectionUse(this);
        use.Command.Short("a\ne\n"u8, array.CheckedId(this));
        return (int)use.Send(array.Id, "length", array, []).Value!;
    }

    public object? Element(JvmObjectReference array, int index)
    {
        using var use = new ConnectionUse(this);
        use.Command.Element(array.CheckedId(this), index);
        return use.Send(array.Id, "[]", array, []).Value;
    }

    public Answer[] Send(CommandBatch batch)
    {
        using var use = new ConnectionUse(this);
        return batch.SendOn(use.Connection);
    }

    public ConnectionFlow Flow() => CurrentConnection.Begin(this);

    /// <summary>
    /// Returns the arguments to send. A string[] becomes a java String[], which is created first. A string[] or a null that C# passed as
    /// the argument list itself counts as a single argument.
    /// </summary>
    public object?[] Prepare(object?[]? args)
    {
        if (args is null or string[])
            args = [args];
        var ready = args;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is not string[] texts)
                continue;
            if (ReferenceEquals(ready, args))
                ready = [.. args];
            ready[i] = NewArray("java.lang.String", texts);
        }

        return ready;
    }
}
