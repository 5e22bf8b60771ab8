using Analytics.Contracts;
using FluentValidation;

namespace Analytics.Collector.Validation;

/// <summary>The few words that the rules are written in.</summary>
static class RuleWords
{
    public static IRuleBuilderOptions<T, TProperty> Says<T, TProperty>(this IRuleBuilderOptions<T, TProperty> rule, string code, string field, string message) =>
        rule.WithErrorCode(code).OverridePropertyName(field).WithMessage(message.Replace("{", "{{").Replace("}", "}}"));

    public static IRuleBuilderOptions<T, string?> NotBlank<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => !string.IsNullOrWhiteSpace(text));

    /// <summary>At most that many characters.</summary>
    public static IRuleBuilderOptions<T, string?> Fits<T>(this IRuleBuilder<T, string?> rule, int longest, string code, string field) =>
        rule.Must(text => text is null || text.Length <= longest).Says(code, field, $"{field} has at most {longest} characters.");

    /// <summary>No control characters: NUL above all, which no text column takes.</summary>
    public static IRuleBuilderOptions<T, string?> Plain<T>(this IRuleBuilderOptions<T, string?> rule, string field) =>
        rule.Must(text => text is null || !text.Any(char.IsControl)).Says(RejectionCodes.TextInvalid, field, $"{field} must not hold control characters.");
}
