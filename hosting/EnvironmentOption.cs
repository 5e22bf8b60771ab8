using System.CommandLine;
using System.CommandLine.Parsing;

namespace Analytics.Hosting;

/// <summary>
/// A setting that comes from the command line, else from an environment variable, else from its fallback. The variable is read after
/// parsing and is not the option's default, so that neither help nor a usage error can print its value: it may hold a password.
/// </summary>
/// <remarks>The option is private, so that a program can't give it a default or read it without its variable.</remarks>
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

    /// <summary>Creates a setting that the command requires.</summary>
    /// <param name="name">The option: <c>--warehouse</c>.</param>
    /// <param name="variable">The environment variable; an empty value counts as not set.</param>
    /// <param name="description">One or two sentences for help.</param>
    /// <param name="check">Returns null for a valid value, else the error without the value: "is no address".</param>
    public static EnvironmentOption Required(string name, string variable, string description, Func<string, string?>? check = null) =>
        new(name, variable, description, null, isRequired: true, check);

    /// <summary>Creates a setting that may be missing: <see cref="Find"/> then returns null.</summary>
    /// <inheritdoc cref="Required"/>
    public static EnvironmentOption Optional(string name, string variable, string description, Func<string, string?>? check = null) =>
        new(name, variable, description, null, isRequired: false, check);

    /// <summary>Creates a setting with a default value, which help shows.</summary>
    /// <param name="fallback">The value when neither the option nor the variable is set.</param>
    /// <inheritdoc cref="Required"/>
    public static EnvironmentOption WithFallback(
        string name,
        string variable,
        string fallback,
        string description,
        Func<string, string?>? check = null
    ) => new(name, variable, description, fallback, isRequired: false, check);

    /// <summary>Returns the value, or null when it is missing.</summary>
    public string? Find(ParseResult parsed) => ValueOf(parsed.GetResult(_option));

    /// <summary>Returns the value, or null when it is missing; for a check of several settings together.</summary>
    public string? FindIn(CommandResult command) => ValueOf(command.GetResult(_option));

    /// <summary>Returns the value of a setting that is required or has a fallback.</summary>
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
        else if (value is not null && _check?.Invoke(value) is { } error)
            command.AddError($"{_option.Name} or {_variable} {error}.");
    }

    // The library skips the checks of arguments and options when a command's validator finds an error. Reading a value runs its check, so
    // that all errors are listed together.
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
                // The error is listed already; there is no value to read.
            }
        }
    }
}
