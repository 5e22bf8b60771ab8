using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding.Protocol;

/// <summary>A C# value as one line: the letter of its type, then its text (section 2 of the protocol).</summary>
static class ArgumentWriter
{
    public static void Arguments(this CommandBuffer buffer, JvmClient client, object?[] args)
    {
        foreach (var arg in args)
        {
            buffer.Value(client, arg);
            buffer.EndLine();
        }
    }

    /// <summary>Writes the type's letter and the text, without the line end.</summary>
    /// <exception cref="ArgumentException">The C# type has no Java type.</exception>
    public static void Value(this CommandBuffer buffer, JvmClient client, object? value)
    {
        switch (value)
        {
            case null:
                buffer.Raw("n"u8);
                break;
            case string v:
                Letter(buffer, "s"u8).Text(v);
                break;
            case JvmObjectReference v:
                Reference(buffer, client, v);
                break;
            case IJvmObjectReferenceProvider v:
                Reference(buffer, client, v.Reference);
                break;
            case bool v:
                buffer.Raw(v ? "btrue"u8 : "bfalse"u8);
                break;
            case int v:
                Letter(buffer, "i"u8).Format(v);
                break;
            case long v:
                Letter(buffer, "L"u8).Format(v);
                break;
            case double v:
                Double(Letter(buffer, "d"u8), v);
                break;
            case float v:
                Double(Letter(buffer, "d"u8), v);
                break;
            case short v:
                Letter(buffer, "i"u8).Format(v);
                break;
            case ushort v:
                Letter(buffer, "i"u8).Format(v);
                break;
            case byte v:
                Letter(buffer, "i"u8).Format(v);
                break;
            case sbyte v:
                Letter(buffer, "i"u8).Format(v);
                break;
            case uint v:
                Letter(buffer, "L"u8).Format(v);
                break;
            case char v:
                Letter(buffer, "s"u8).Text([v]);
                break;
            case decimal v:
                Letter(buffer, "D"u8).Format(v);
                break;
            case JvmDecimalText v:
                Letter(buffer, "D"u8).Text(v.Text);
                break;
            case byte[] v:
                Letter(buffer, "j"u8).Base64(v);
                break;
            case JvmCallback v:
                Callback(buffer, client, v);
                break;
            default:
                throw new ArgumentException($"{value.GetType()} can't be passed to the JVM");
        }
    }

    /// <summary>Returns the id of a command's target, and checks it: the JVM silently treats a released id as null.</summary>
    public static string CheckedId(this JvmObjectReference reference, JvmClient client)
    {
        ObjectDisposedException.ThrowIf(reference.IsReleased, reference);
        return ReferenceEquals(reference.Client, client)
            ? reference.Id
            : throw new InvalidOperationException($"{reference.Id} belongs to a JVM that was shut down");
    }

    static void Reference(CommandBuffer buffer, JvmClient client, JvmObjectReference reference) =>
        Letter(buffer, "r"u8).Raw(reference.CheckedId(client));

    static void Callback(CommandBuffer buffer, JvmClient client, JvmCallback callback)
    {
        client.Proxies.Add(callback);
        Letter(buffer, "f"u8).Raw(callback.Id);
        buffer.Raw(";"u8);
        buffer.Raw(callback.JavaInterfaces);
    }

    static void Double(CommandBuffer buffer, double value)
    {
        if (double.IsFinite(value))
        {
            buffer.Format(value, "R");
        }
        else
        {
            buffer.Raw(
                double.IsNaN(value) ? "NaN"u8
                : value > 0 ? "Infinity"u8
                : "-Infinity"u8
            );
        }
    }

    static CommandBuffer Letter(CommandBuffer buffer, ReadOnlySpan<byte> letter)
    {
        buffer.Raw(letter);
        return buffer;
    }
}
