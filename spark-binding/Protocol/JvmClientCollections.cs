using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding.Protocol;

/// <summary>Creates arrays, lists and maps: first empty, then filled in one round trip.</summary>
sealed partial class JvmClient
{
    const string PythonUtils = "org.apache.spark.api.python.PythonUtils";

    public JvmObjectReference NewArray(string elementClass, IReadOnlyList<object?> items)
    {
        var array = EmptyArray(elementClass, items.Count);
        var batch = new CommandBatch();
        for (var i = 0; i < items.Count; i++)
        {
            batch.Buffer.SetElement(this, array.Id, i, items[i]);
            batch.Added(array, items[i]);
        }

        SendAll(batch, $"{elementClass}[]");
        return array;
    }

    public JvmObjectReference NewList(IReadOnlyList<object?> items)
    {
        var list = New("java.util.ArrayList", []);
        var batch = new CommandBatch();
        foreach (var item in items)
        {
            batch.Buffer.Call(this, list.Id, "add", [item]);
            batch.Added(list, item);
        }

        SendAll(batch, "java.util.ArrayList.add");
        return list;
    }

    public JvmObjectReference NewMap(IEnumerable<KeyValuePair<string, string>> entries)
    {
        var map = New("java.util.HashMap", []);
        var batch = new CommandBatch();
        foreach (var (key, value) in entries)
        {
            batch.Buffer.Call(this, map.Id, "put", [key, value]);
            batch.Added(map);
        }

        SendAll(batch, "java.util.HashMap.put");
        return map;
    }

    public JvmObjectReference ToSeq(IReadOnlyList<object?> items)
    {
        using var list = NewList(items);
        return (JvmObjectReference)CallStatic(PythonUtils, "toSeq", [list])!;
    }

    JvmObjectReference EmptyArray(string elementClass, int length)
    {
        using var use = new ConnectionUse(this);
        use.Command.NewArray(elementClass, length);
        return use.Send(elementClass, "[]", null, []).Reference;
    }

    void SendAll(CommandBatch batch, string what)
    {
        foreach (var answer in Send(batch))
        {
            if (answer.IsError)
                throw JvmFailures.Of(answer, what, []);
        }
    }
}
