using System.Text.Json;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Settings;

/// <summary>
/// Reads an element of a JSON file and notes what is wrong with it, so that all errors are listed together. After an error it returns
/// an empty value.
/// </summary>
/// <param name="place">Where the element is, for the errors: <c>funnels[0].steps[2]</c>.</param>
/// <param name="value">The element; undefined where it is missing.</param>
/// <param name="errors">The list that receives the errors.</param>
sealed class MemberReader(string place, JsonElement value, List<string> errors)
{
    public void AddError(string what) => errors.Add($"{place}: {what}.");

    /// <summary>Notes every member that has none of the names.</summary>
    public void Only(params ReadOnlySpan<string> names)
    {
        foreach (var member in Object())
        {
            if (!names.Contains(member.Name))
                AddError($"unknown member '{member.Name}'; it has {string.Join(", ", names.ToArray())}");
        }
    }

    /// <summary>Notes a member that is missing, null or blank.</summary>
    public void Require(string name)
    {
        var member = Find(name);
        if (IsMissing(member) || (member.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(member.GetString())))
            AddError($"{name} is missing");
    }

    public string RequiredText(string name)
    {
        Require(name);
        return Text(name) ?? "";
    }

    /// <returns>Null for a missing member and for JSON's null.</returns>
    public string? Text(string name)
    {
        var member = Find(name);
        if (member.ValueKind == JsonValueKind.String)
            return member.GetString();

        if (!IsMissing(member))
            AddError($"{name} is a text, not {member.ValueKind}");

        return null;
    }

    /// <summary>Returns a member that is a list of texts; empty when it is missing.</summary>
    public IReadOnlyList<string> TextList(string name)
    {
        var member = Find(name);
        if (member.ValueKind == JsonValueKind.Array && member.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
            return [.. member.EnumerateArray().Select(item => item.GetString()!)];

        if (!IsMissing(member))
            AddError($"{name} is a list of texts");

        return [];
    }

    /// <returns>The default for a missing member, and after an error.</returns>
    public TimeSpan Time(string name, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (Text(name) is not { } text)
            return otherwise;

        if (Duration.Parse(text) is { } time && time >= least && time <= most)
            return time;

        AddError($"{name} is {Duration.Text(least)} to {Duration.Text(most)}, such as 30m or 2h, not '{text}'");
        return otherwise;
    }

    /// <inheritdoc cref="Time"/>
    public int Number(string name, int otherwise, int least, int most)
    {
        var member = Find(name);
        if (member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number) && number >= least && number <= most)
            return number;

        if (!IsMissing(member))
            AddError($"{name} is {least} to {most}");

        return otherwise;
    }

    /// <summary>Returns a member that is an object whose members are texts; empty when it is missing.</summary>
    public Dictionary<string, string> Texts(string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (IsMissing(Find(name)))
            return texts;

        var members = Member(name);
        foreach (var member in members.Object())
        {
            if (!texts.TryAdd(member.Name, members.RequiredText(member.Name)))
                members.AddError($"'{member.Name}' is given twice");
        }

        return texts;
    }

    public MemberReader Member(string name) => new($"{place}.{name}", Find(name), errors);

    /// <summary>Reads each element of an array.</summary>
    public List<T> Elements<T>(Func<MemberReader, T> read)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return [.. value.EnumerateArray().Select((element, index) => read(new($"{place}[{index}]", element, errors)))];

        AddError(value.ValueKind == JsonValueKind.Undefined ? "missing" : $"an array is needed, not {value.ValueKind}");
        return [];
    }

    JsonElement.ObjectEnumerator Object()
    {
        if (value.ValueKind == JsonValueKind.Object)
            return value.EnumerateObject();

        AddError($"an object is needed, not {value.ValueKind}");
        return default;
    }

    static bool IsMissing(JsonElement member) => member.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    JsonElement Find(string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;
}
