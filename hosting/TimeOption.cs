using System.CommandLine;

namespace Analytics.Hosting;

/// <summary>A duration with a default. Help shows the default as it is written on a command line: <c>100ms</c>.</summary>
/// <remarks>The library would show a default of the option as <c>00:00:00.1000000</c>, so the option has none.</remarks>
public sealed class TimeOption : Option<TimeSpan?>
{
    readonly TimeSpan _value;

    /// <param name="value">The default.</param>
    internal TimeOption(string name, TimeSpan value, string description)
        : base(name)
    {
        _value = value;
        Description = $"{description} [default: {Duration.Text(value)}]";
    }

    /// <summary>Returns the given duration, or the default.</summary>
    public TimeSpan Get(ParseResult parsed) => parsed.GetValue(this) ?? _value;
}
