using Analytics.Collector.Http;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>Shares a batch's context with its events, within the limits of each.</summary>
sealed class SharedContext(LimitsOptions limits)
{
    /// <summary>Makes the batch's context part of each event.</summary>
    /// <param name="body">The length of the whole body.</param>
    /// <returns>Null, or the problem for which the batch is refused.</returns>
    public Problem? Share(EventSlice context, int body, Envelope envelope)
    {
        var (utf8, isUtf8) = (context.Utf8, true);
        if (utf8.Length <= limits.EventBytes)
            isUtf8 = MendedText.TryRead(context.Utf8, out utf8);

        envelope.HasReplacedText |= !utf8.Equals(context.Utf8);
        envelope.Context = new RawJson(utf8);
        return ContextProblem(context with { Utf8 = utf8 }, isUtf8) ?? Multiplied(body, envelope);
    }

    /// <summary>Checks the batch's context against the limits of an event, because it becomes part of each.</summary>
    Problem? ContextProblem(EventSlice context, bool isUtf8) =>
        context.Utf8.Length > limits.EventBytes
            ? Problem.TooLarge(RejectionCodes.EventTooLarge, $"The batch's context has at most {limits.EventBytes} bytes.")
        : context.Depth >= limits.Depth
            ? Problem.BodyUnreadable($"The batch's context is too deep for events of at most {limits.Depth} levels.")
        : context.LongestNumber > EventDefinition.LongestNumber
            ? Problem.BodyUnreadable($"The batch's context holds a number of more than {EventDefinition.LongestNumber} characters.")
        : !isUtf8 ? Problem.BodyUnreadable("The batch's context is not UTF-8.")
        : null;

    /// <summary>Checks the size of the body with each context copied into each event of its batch.</summary>
    public Problem? Multiplied(int body, Envelope envelope) =>
        envelope.BytesWithContext(body) > limits.DecompressedBodyBytes
            ? Problem.TooLarge(
                Problem.InflatesTooMuch,
                $"With the batch's context in each of its {envelope.Events.Count} events the body is larger than "
                    + $"{limits.DecompressedBodyBytes} bytes."
            )
            : null;
}
