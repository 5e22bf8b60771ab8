using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>Settings of one session.</summary>
public sealed class RuntimeConfig(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    public void Set(string key, string value) => this.Do("set", key, value);

    public void Set(string key, bool value) => this.Do("set", key, value);

    public void Set(string key, long value) => this.Do("set", key, value);

    /// <exception cref="Exception">The key is not set and has no default (inner <see cref="JvmException"/>).</exception>
    public string Get(string key) => this.Text("get", key);

    public string Get(string key, string defaultValue) => this.Text("get", key, defaultValue);

    public void Unset(string key) => this.Do("unset", key);

    public bool IsModifiable(string key) => (bool)this.Call("isModifiable", key)!;
}
