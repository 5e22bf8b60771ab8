using System.Text.Json;

namespace Analytics.BatchJobs.Settings;

/// <summary>
/// Reads an element of a JSON file and notes what is wrong with it, so that all mistakes are listed together. After a mistake it returns
/// an empty value.
/// </summary>
/// <param name="place">Where the element is, for the mistakes: <c>funnels[0].steps[2]</c>.</param>
/// <param name="value">The element; undefined where it is missing.</param>
/// <param name="mistakes">The list that receives the mistakes.</param>
sealed class JsonMembers(string place, JsonElement value, List<string> mistakes)
{
    public void Mistake(string what) => mistakes.Add($"{place}: {what}.");

    /// <summary>Notes every member that has none of the names.</summary>
    public void Only(params ReadOnlySpan<string> names)
    {
        foreach (var member in Object())
        {
            if (!names.Contains(member.Name))
                Mistake($"unknown member '{member.Name}'; it has {string.Join(", ", names.ToArray())}");
        }
    }

    public string RequiredText(string name)
    {
        var text = Text(name);
        if (string.IsNullOrWhiteSpace(text) && !HasWrongType(name))
            Mistake($"{name} is missing");

        return text ?? "";
    }

    /// <returns>Null for a missing member and for JSON's null.</returns>
    public string? Text(string name)
    {
        if (HasWrongType(name))
            Mistake($"{name} is a text, not {Find(name).ValueKind}");

        return Find(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
    }

    /// <summary>Returns a member that is an object whose members are texts; empty when it is missing.</summary>
    public Dictionary<string, string> Texts(string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Find(name).ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return texts;

        var members = Member(name);
        foreach (var member in members.Object())
        {
            if (!texts.TryAdd(member.Name, members.RequiredText(member.Name)))
                members.Mistake($"'{member.Name}' is given twice");
        }

        return texts;
    }

    public JsonMembers Member(string name) => new($"{place}.{name}", Find(name), mistakes);

    /// <summary>Reads each element of an array.</summary>
    public List<T> Elements<T>(Func<JsonMembers, T> read)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return [.. value.EnumerateArray().Select((element, index) => read(new($"{place}[{index}]", element, mistakes)))];

        Mistake(value.ValueKind == JsonValueKind.Undefined ? "missing" : $"an array is needed, not {value.ValueKind}");
        return [];
    }

    JsonElement.ObjectEnumerator Object()
    {
        if (value.ValueKind == JsonValueKind.Object)
            return value.EnumerateObject();

        Mistake($"an object is needed, not {value.ValueKind}");
        return default;
    }

    bool HasWrongType(string name) => Find(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String);

    JsonElement Find(string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;
}
