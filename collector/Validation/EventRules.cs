using Analytics.Collector.Events;
using Analytics.Collector.Settings;
using Analytics.Contracts;
using FluentValidation;
using FluentValidation.Results;

namespace Analytics.Collector.Validation;

/// <summary>What makes one event acceptable. Every broken rule is a reason of its own; reading's faults come first.</summary>
sealed class EventRules : AbstractValidator<InputEvent>
{
    public EventRules(LimitsOptions limits)
    {
        RuleForEach(e => e.Faults).Custom((fault, context) => context.AddFailure(
            new ValidationFailure(fault.Field, fault.Message) { ErrorCode = fault.Code }));
        When(e => e.Readable, () =>
        {
            RuleForType();
            RuleForName(limits);
            RuleForIds(limits);
            RuleForPage(limits);
            RuleForContents(limits);
        });
    }

    void RuleForType() =>
        RuleFor(e => e.Type).Cascade(CascadeMode.Stop)
            .NotEmpty().Says(RejectionCodes.TypeMissing, "type", "An event needs a type: track, page, screen, identify, group or alias.")
            .Must(type => EventTypes.All.Contains(type!)).Says(RejectionCodes.TypeUnknown, "type", "type is one of track, page, screen, identify, group, alias.");

    void RuleForName(LimitsOptions limits)
    {
        RuleFor(e => e.Event).NotBlank().When(e => e.Type == EventTypes.Track, ApplyConditionTo.CurrentValidator)
            .Says(RejectionCodes.EventNameMissing, "event", "A track event needs a name in event.");
        RuleFor(e => e.Event).Fits(limits.Name, RejectionCodes.EventNameTooLong, "event").Plain("event");
        RuleFor(e => e.Title).Fits(limits.Name, RejectionCodes.EventNameTooLong, "name").Plain("name");
    }

    void RuleForIds(LimitsOptions limits)
    {
        RuleFor(e => e).Must(e => e.UserId is not null || e.AnonymousId is not null)
            .Says(RejectionCodes.UserMissing, "userId", "An event needs a userId or an anonymousId.");
        RuleFor(e => e.MessageId).Fits(limits.MessageId, RejectionCodes.IdTooLong, "messageId").Plain("messageId");
        RuleFor(e => e.UserId).Fits(limits.Id, RejectionCodes.IdTooLong, "userId").Plain("userId");
        RuleFor(e => e.AnonymousId).Fits(limits.Id, RejectionCodes.IdTooLong, "anonymousId").Plain("anonymousId");
        RuleFor(e => e.SessionId ?? e.Context.SessionId).Fits(limits.Id, RejectionCodes.IdTooLong, "sessionId").Plain("sessionId");
        RuleFor(e => e.GroupId).Fits(limits.Id, RejectionCodes.IdTooLong, "groupId");
        RuleFor(e => e.PreviousId).Fits(limits.Id, RejectionCodes.IdTooLong, "previousId");
    }

    void RuleForPage(LimitsOptions limits)
    {
        RuleFor(e => e.Context.Page.Url).Fits(limits.Url, RejectionCodes.UrlTooLong, "context.page.url");
        RuleFor(e => e.Context.Page.Referrer).Fits(limits.Url, RejectionCodes.UrlTooLong, "context.page.referrer");
        RuleFor(e => e.Properties.Page.Url).Fits(limits.Url, RejectionCodes.UrlTooLong, "properties.url");
        RuleFor(e => e.Properties.Page.Referrer).Fits(limits.Url, RejectionCodes.UrlTooLong, "properties.referrer");
    }

    void RuleForContents(LimitsOptions limits)
    {
        RuleFor(e => e.Properties.Count).LessThanOrEqualTo(limits.Properties)
            .Says(RejectionCodes.TooManyProperties, "properties", $"properties has at most {limits.Properties} members.");
        RuleFor(e => e.TraitsCount).LessThanOrEqualTo(limits.Properties)
            .Says(RejectionCodes.TooManyProperties, "traits", $"traits has at most {limits.Properties} members.");
        RuleFor(e => e.Properties.RevenueUnreadable).Equal(false)
            .Says(RejectionCodes.RevenueInvalid, "properties.revenue", "revenue is a number with at most 14 digits before the point.");
        RuleFor(e => e.Properties.Currency).Must(code => code is null || (code.Length == KeyText.Currency && code.All(char.IsAsciiLetter)))
            .When(e => e.Properties.Revenue is not null)
            .Says(RejectionCodes.CurrencyInvalid, "properties.currency", "currency is an ISO 4217 code of three letters.");
    }
}
