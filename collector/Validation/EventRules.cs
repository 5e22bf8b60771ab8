using Analytics.Collector.Http;
using Analytics.Collector.Reading;
using Analytics.Contracts;
using FluentValidation;
using FluentValidation.Results;

namespace Analytics.Collector.Validation;

/// <summary>Validates one event. Every broken rule is a separate reason; the faults of reading come first.</summary>
sealed class EventRules : AbstractValidator<InputEvent>
{
    /// <summary>
    /// The conditions of the rules, without FluentValidation, which allocates a context and a result even for a valid event.
    /// </summary>
    readonly List<Func<InputEvent, bool>> _conditions = [];

    public EventRules(LimitsOptions limits)
    {
        RuleForEach(e => e.Faults)
            .Custom((fault, context) => context.AddFailure(new ValidationFailure(fault.Field, fault.Message) { ErrorCode = fault.Code }));
        When(
            e => e.Readable,
            () =>
            {
                RulesForType();
                RulesForNames(limits);
                RulesForIds(limits);
                RulesForPage(limits);
                RulesForContents(limits);
            }
        );
    }

    /// <summary>Returns the reasons why an event is invalid; empty when it is valid.</summary>
    public List<RejectionReason> Reasons(InputEvent input) =>
        Holds(input)
            ? []
            : Validate(input)
                .Errors.ConvertAll(error => new RejectionReason(
                    error.ErrorCode,
                    error.PropertyName is { Length: > 0 } field ? field : null,
                    error.ErrorMessage
                ));

    /// <summary>
    /// True exactly when <see cref="AbstractValidator{T}.Validate(T)"/> finds nothing, because both use the same conditions.
    /// </summary>
    public bool Holds(InputEvent input)
    {
        if (input.Faults.Count > 0)
            return false;

        foreach (var condition in _conditions)
        {
            if (input.Readable && !condition(input))
                return false;
        }

        return true;
    }

    void RulesForType()
    {
        Rule(
            e => e.Type,
            type => !string.IsNullOrWhiteSpace(type),
            RejectionCodes.TypeMissing,
            "type",
            "An event needs a type: track, page, screen, identify, group or alias."
        );
        Rule(
            e => e.Type,
            type => string.IsNullOrWhiteSpace(type) || EventTypes.All.Contains(type),
            RejectionCodes.TypeUnknown,
            "type",
            "type is one of track, page, screen, identify, group, alias."
        );
    }

    void RulesForNames(LimitsOptions limits)
    {
        Rule(
            e => e,
            e => e.Type != EventTypes.Track || !string.IsNullOrWhiteSpace(e.Event),
            RejectionCodes.EventNameMissing,
            "event",
            "A track event needs a name in event."
        );
        Fits(e => e.Event, limits.NameLength, RejectionCodes.EventNameTooLong, "event");
        Plain(e => e.Event, "event");
        Fits(e => e.Title, limits.NameLength, RejectionCodes.EventNameTooLong, "name");
        Plain(e => e.Title, "name");
    }

    void RulesForIds(LimitsOptions limits)
    {
        Rule(
            e => e,
            e => e.UserId is not null || e.AnonymousId is not null,
            RejectionCodes.UserMissing,
            "userId",
            "An event needs a userId or an anonymousId."
        );
        Id(e => e.MessageId, limits.MessageIdLength, "messageId");
        Id(e => e.UserId, limits.IdLength, "userId");
        Id(e => e.AnonymousId, limits.IdLength, "anonymousId");
        Id(e => e.SessionId ?? e.Context.SessionId, limits.IdLength, "sessionId");
        Fits(e => e.GroupId, limits.IdLength, RejectionCodes.IdTooLong, "groupId");
        Fits(e => e.PreviousId, limits.IdLength, RejectionCodes.IdTooLong, "previousId");
    }

    void RulesForPage(LimitsOptions limits)
    {
        Fits(e => e.Context.Page.Url, limits.UrlLength, RejectionCodes.UrlTooLong, "context.page.url");
        Fits(e => e.Context.Page.Referrer, limits.UrlLength, RejectionCodes.UrlTooLong, "context.page.referrer");

        // The context's page goes first; what is not used is not measured.
        Fits(e => e.Context.Page.Url is null ? e.PropertiesPage?.Url : null, limits.UrlLength, RejectionCodes.UrlTooLong, "properties.url");
        Fits(
            e => e.Context.Page.Referrer is null ? e.PropertiesPage?.Referrer : null,
            limits.UrlLength,
            RejectionCodes.UrlTooLong,
            "properties.referrer"
        );
    }

    void RulesForContents(LimitsOptions limits)
    {
        Rule(
            e => e.Properties.Count,
            count => count <= limits.Properties,
            RejectionCodes.TooManyProperties,
            "properties",
            $"properties has at most {limits.Properties} members."
        );
        Rule(
            e => e.TraitsCount,
            count => count <= limits.Properties,
            RejectionCodes.TooManyProperties,
            "traits",
            $"traits has at most {limits.Properties} members."
        );
        Rule(
            e => e.Properties.RevenueUnreadable,
            unreadable => !unreadable,
            RejectionCodes.RevenueInvalid,
            "properties.revenue",
            "revenue is a number with at most 14 digits before the point."
        );
        Rule(
            e => e.Properties,
            properties =>
                properties.Revenue is null
                || (!properties.CurrencyUnreadable && (properties.Currency is not { } code || IsoCodes.IsCurrency(code))),
            RejectionCodes.CurrencyInvalid,
            "properties.currency",
            "currency is a code of ISO 4217, such as EUR."
        );
    }

    void Id(Func<InputEvent, string?> part, int longest, string field)
    {
        Fits(part, longest, RejectionCodes.IdTooLong, field);
        Plain(part, field);
    }

    /// <summary>Adds a rule: at most that many characters.</summary>
    void Fits(Func<InputEvent, string?> part, int longest, string code, string field) =>
        Rule(part, text => text is null || text.Length <= longest, code, field, $"{field} has at most {longest} characters.");

    /// <summary>Adds a rule: no control characters, above all no NUL, which no text column stores.</summary>
    void Plain(Func<InputEvent, string?> part, string field) =>
        Rule(
            part,
            text => text.AsSpan().IndexOfAnyInRange('\0', '\u001F') < 0 && text.AsSpan().IndexOfAnyInRange('\u007F', '\u009F') < 0,
            RejectionCodes.TextInvalid,
            field,
            $"{field} must not hold control characters."
        );

    /// <summary>Adds one condition to the validator and to the list.</summary>
    void Rule<T>(Func<InputEvent, T> part, Func<T, bool> holds, string code, string field, string message)
    {
        _conditions.Add(e => holds(part(e)));
        RuleFor(e => part(e))
            .Must(holds)
            .WithErrorCode(code)
            .OverridePropertyName(field)
            .WithMessage(message.Replace("{", "{{").Replace("}", "}}"));
    }
}
