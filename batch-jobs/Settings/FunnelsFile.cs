using System.Text.Json;

namespace Analytics.BatchJobs.Settings;

/// <summary>Reads <c>funnels.json</c> and finds every error in it.</summary>
static class FunnelsFile
{
    public const int LongestName = 64;
    public const int MostSteps = 20;
    public static readonly TimeSpan ShortestWindow = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan LongestWindow = TimeSpan.FromHours(24);

    /// <summary>The file beside the program.</summary>
    public static string Default => Path.Combine(AppContext.BaseDirectory, "funnels.json");

    /// <returns>The funnels, or a sentence for each error.</returns>
    public static (IReadOnlyList<Funnel> Funnels, IReadOnlyList<string> Errors) Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ([], [error.Message]);
        }
    }

    /// <inheritdoc cref="Read"/>
    public static (IReadOnlyList<Funnel> Funnels, IReadOnlyList<string> Errors) Parse(string json)
    {
        var errors = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(json);
            var funnels = new MemberReader("funnels", document.RootElement, errors).Elements(Funnel);
            foreach (var same in funnels.GroupBy(funnel => funnel.Name).Where(group => group.Key.Length > 0 && group.Count() > 1))
                errors.Add($"The name '{same.Key}' is used by {same.Count()} funnels.");

            return (errors.Count == 0 ? funnels : [], errors);
        }
        catch (JsonException error)
        {
            return ([], [$"It is not JSON: {error.Message}"]);
        }
    }

    static Funnel Funnel(MemberReader members)
    {
        members.Only("name", "window", "breakdown", "steps");
        return new(Name(members), Window(members), Breakdown(members), Steps(members));
    }

    static string Name(MemberReader members)
    {
        var name = members.RequiredText("name");
        if (name.Length > LongestName || name.Any(char.IsControl))
            members.AddError($"name has at most {LongestName} characters and no control characters");

        return name;
    }

    static TimeSpan Window(MemberReader members)
    {
        members.Require("window");
        return members.Time("window", LongestWindow, ShortestWindow, LongestWindow);
    }

    static string? Breakdown(MemberReader members)
    {
        var column = members.Text("breakdown");
        if (column is not null && !FunnelColumns.Breakdown.Contains(column))
            members.AddError($"breakdown is one of {string.Join(", ", FunnelColumns.Breakdown)}, not '{column}'");

        return column;
    }

    static List<FunnelStep> Steps(MemberReader members)
    {
        var steps = members.Member("steps").Elements(Step);
        if (steps.Count is 0 or > MostSteps)
            members.AddError($"steps has 1 to {MostSteps} elements, not {steps.Count}");

        return steps;
    }

    static FunnelStep Step(MemberReader members)
    {
        members.Only("name", "event", "where");
        var step = new FunnelStep(Name(members), members.Text("event"), Where(members));
        if (step is { Event: null, Where.Count: 0 })
            members.AddError("a step needs event or where");

        return step;
    }

    static Dictionary<string, string> Where(MemberReader members)
    {
        var filters = members.Texts("where");
        foreach (var column in filters.Keys.Where(column => !FunnelColumns.Where.Contains(column)))
            members.AddError($"where has no column '{column}'; text columns of the event are {string.Join(", ", FunnelColumns.Where)}");

        return filters;
    }
}
