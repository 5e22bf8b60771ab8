using Analytics.Collector.Delivery.Routing;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;

namespace Analytics.Collector.Processing;

/// <summary>Handles a request of any dialect: reads it, processes each event, stores and answers.</summary>
sealed class EventRequestHandler(
    RequestIntake intake,
    RefusalDelay refusals,
    ProcessingTurns turns,
    RequestProcessor processor,
    EventStore store
)
{
    public async Task HandleAsync(HttpContext context, Dialect dialect)
    {
        try
        {
            var read = await intake.ReadAsync(context, dialect);
            if (!read.IsGood)
            {
                await refusals.WaitAsync(context, read.Problem);
                await dialect.RefuseAsync(context, read.Problem);
                return;
            }

            ProcessedRequest processed;
            using (var request = read.Value)
            using (await turns.TakeAsync(request.Facts.Key.Id))
                processed = processor.Process(request, dialect);

            var stored = dialect.Stores ? await store.StoreAsync(processed.Facts.Key.Id, processed.Outgoing) : Stored.Nowhere;
            await Answer.WriteAsync(context, processed, stored, dialect);
        }
        catch (OperationCanceledException)
        {
            // The client closed the connection, so there is no one to answer.
            ClosedConnection.Abort(context);
        }
    }
}
