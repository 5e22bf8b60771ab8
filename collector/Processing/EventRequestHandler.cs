using Analytics.Collector.Delivery.Routing;

namespace Analytics.Collector.Processing;

/// <summary>The one way of a request, whatever its dialect: read, process each event, store, answer.</summary>
sealed class EventRequestHandler(RequestIntake intake, EventProcessor processor, EventStore store)
{
    public async Task HandleAsync(HttpContext context, Dialect dialect)
    {
        try
        {
            var read = await intake.ReadAsync(context, dialect);
            if (!read.IsGood)
            {
                await dialect.RefuseAsync(context, read.Problem);
                return;
            }

            ProcessedRequest processed;
            using (var request = read.Value)
                processed = processor.Process(request, dialect);

            var stored = dialect.Stores ? await store.StoreAsync(processed.Outgoing) : Stored.Nowhere;
            await Answer.WriteAsync(context, processed, stored, dialect);
        }
        catch (OperationCanceledException)
        {
            // The client went away, and nobody is left to be answered.
            context.Abort();
        }
    }
}
