namespace Analytics.SparkBinding.Protocol;

/// <summary>The commands of section 3 of the protocol: a name line, fields, and the line <c>e</c>.</summary>
static class CommandWriter
{
    public static void Authenticate(this CommandBuffer buffer, string secret)
    {
        buffer.Raw("A\n"u8);
        buffer.Line(secret);
    }

    public static void Call(this CommandBuffer buffer, JvmClient client, string target, string method, object?[] args)
    {
        buffer.Raw("c\n"u8);
        buffer.Line(target);
        buffer.Line(method);
        buffer.Arguments(client, args);
        buffer.End();
    }

    public static void CallStatic(this CommandBuffer buffer, JvmClient client, string className, string method, object?[] args)
    {
        buffer.Raw("c\nz:"u8);
        buffer.Line(className);
        buffer.Line(method);
        buffer.Arguments(client, args);
        buffer.End();
    }

    public static void New(this CommandBuffer buffer, JvmClient client, string className, object?[] args)
    {
        buffer.Raw("i\n"u8);
        buffer.Line(className);
        buffer.Arguments(client, args);
        buffer.End();
    }

    public static void NewArray(this CommandBuffer buffer, string elementClass, int length)
    {
        buffer.Raw("a\nc\ns"u8);
        buffer.Line(elementClass);
        buffer.Index(length);
        buffer.End();
    }

    public static void SetElement(this CommandBuffer buffer, JvmClient client, string array, int index, object? value)
    {
        buffer.Raw("a\ns\n"u8);
        buffer.Line(array);
        buffer.Index(index);
        buffer.Value(client, value);
        buffer.Raw("\ne\n"u8);
    }

    public static void Element(this CommandBuffer buffer, string array, int index)
    {
        buffer.Raw("a\ng\n"u8);
        buffer.Line(array);
        buffer.Index(index);
        buffer.End();
    }

    /// <summary>Writes a command of two letters and one field: <c>m d id</c>, <c>a e id</c>.</summary>
    public static void Short(this CommandBuffer buffer, ReadOnlySpan<byte> letters, string field)
    {
        buffer.Raw(letters);
        buffer.Line(field);
        buffer.End();
    }

    public static void Release(this CommandBuffer buffer, string id) => buffer.Short("m\nd\n"u8, id);

    public static void StackTrace(this CommandBuffer buffer, string throwable) => buffer.Short("p\nr"u8, throwable);

    public static void Member(this CommandBuffer buffer, ReadOnlySpan<byte> letters, string owner, string name)
    {
        buffer.Raw(letters);
        buffer.Line(owner);
        buffer.Line(name);
        buffer.End();
    }

    static void Index(this CommandBuffer buffer, int index)
    {
        buffer.Raw("i"u8);
        buffer.Format(index);
        buffer.EndLine();
    }

    static void End(this CommandBuffer buffer) => buffer.Raw("e\n"u8);
}
