using System.CommandLine;
using System.CommandLine.Parsing;

namespace Analytics.Hosting;

/// <summary>
/// A setting that comes from the command line, else from an environment variable, else from its fallback. The variable's value is looked
/// up after parsing and is no option's default, so that neither help nor a usage error can print it: a connection string has a password.
/// </summary>
/// <remarks>The option itself stays inside, so that a program cannot give it a default or read it without its variable.</remarks>
public sealed class EnvironmentOption
{
    readonly Option<string?> _option;
    readonly string _variable;
    readonly string? _fallback;
    readonly Func<string, string?>? _check;
    readonly bool _isRequired;

    EnvironmentOption(string name, string variable, string description, string? fallback, bool isRequired, Func<string, string?>? check)
    {
        (_variable, _fallback, _isRequired, _check) = (variable, fallback, isRequired, check);
        var otherwise = fallback is null ? "" : $" [default: {fallback}]";
        _option = new Option<string?>(name) { Description = $"{description} [env: {variable}]{otherwise}" };
    }

    /// <summary>A setting without which the command does not run.</summary>
    /// <param name="name">The option: <c>--warehouse</c>.</param>
    /// <param name="variable">The environment variable; an empty one counts as none.</param>
    /// <param name="description">One or two sentences for help.</param>
    /// <param name="check">Null for a good value, else what is wrong, without the value: "is no address".</param>
    public static EnvironmentOption Required(string name, string variable, string description, Func<string, string?>? check = null) =>
        new(name, variable, description, null, isRequired: true, check);

    /// <summary>A setting that may be missing: <see cref="Find"/> then returns null.</summary>
    /// <inheritdoc cref="Required"/>
    public static EnvironmentOption Optional(string name, string variable, string description, Func<string, string?>? check = null) =>
        new(name, variable, description, null, isRequired: false, check);

    /// <summary>A setting with a value for those who give none; help shows that value.</summary>
    /// <param name="fallback">The value where neither option nor variable is given.</param>
    /// <inheritdoc cref="Required"/>
    public static EnvironmentOption WithFallback(
        string name,
        string variable,
        string fallback,
        string description,
        Func<string, string?>? check = null
    ) => new(name, variable, description, fallback, isRequired: false, check);

    /// <summary>The value, or null where there is none.</summary>
    public string? Find(ParseResult parsed) => ValueOf(parsed.GetResult(_option));

    /// <summary>The value of a setting that is required or has a fallback.</summary>
    public string Get(ParseResult parsed) =>
        Find(parsed) ?? throw new InvalidOperationException($"{_option.Name} may be missing: ask Find for it.");

    internal void AddTo(Command command)
    {
        command.Options.Add(_option);
        command.Validators.Add(Validate);
    }

    string? ValueOf(OptionResult? given) =>
        given is { Tokens.Count: > 0 } ? given.Tokens[0].Value
        : Environment.GetEnvironmentVariable(_variable) is { Length: > 0 } value ? value
        : _fallback;

    void Validate(CommandResult command)
    {
        ValidateRest(command);
        var value = ValueOf(command.GetResult(_option));
        if (value is null && _isRequired)
            command.AddError($"{_option.Name} is missing: give it, or set {_variable}.");
        else if (value is not null && _check?.Invoke(value) is { } mistake)
            command.AddError($"{_option.Name} or {_variable} {mistake}.");
    }

    // Where a command's own check finds a mistake, the library skips the checks of its arguments and options: a value that is asked for is
    // checked, and the mistakes are listed together.
    static void ValidateRest(CommandResult command)
    {
        foreach (var result in command.Children)
        {
            try
            {
                if (result is ArgumentResult argument)
                    argument.GetValueOrDefault<object>();
                else if (result is OptionResult { Implicit: false } option)
                    option.GetValueOrDefault<object>();
            }
            catch (InvalidOperationException)
            {
                // The mistake is listed already; the value is not to be had.
            }
        }
    }
}
