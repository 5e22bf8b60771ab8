using System.Text.Json;

namespace Analytics.Collector.Reading;

/// <summary>Reads single members of an object, whose others are skipped.</summary>
static class ObjectReader
{
    public delegate T Next<T>(ref Utf8JsonReader reader);

    /// <summary>False when the value is not an object; an optional value of the wrong type is ignored.</summary>
    public static bool Enter(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.StartObject;

    public static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Reads the listed text members of the object that follows, and skips the others.</summary>
    public static void ReadTexts<T>(ref Utf8JsonReader reader, T into, TextMember<T>[] members)
    {
        if (!Enter(ref reader))
            return;

        while (NextMember(ref reader))
        {
            if (Find(ref reader, members) is { } member)
                member.Set(into, reader.NextLooseText());
            else
                reader.Read();

            reader.Skip();
        }
    }

    static TextMember<T>? Find<T>(ref Utf8JsonReader name, TextMember<T>[] members)
    {
        foreach (var member in members)
        {
            if (name.ValueTextEquals(member.Name))
                return member;
        }

        return null;
    }

    /// <summary>Reads one member of the object that follows.</summary>
    public static T? ReadOne<T>(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, Next<T?> next)
    {
        T? found = default;
        if (!Enter(ref reader))
            return found;

        while (NextMember(ref reader))
        {
            if (reader.ValueTextEquals(name))
                found = next(ref reader);
            else
                reader.Read();

            reader.Skip();
        }

        return found;
    }
}

/// <summary>A text member and its setter.</summary>
sealed class TextMember<T>(ReadOnlySpan<byte> name, Action<T, string?> set)
{
    readonly byte[] _name = name.ToArray();

    public ReadOnlySpan<byte> Name => _name;

    public Action<T, string?> Set => set;
}
