using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Spark.Sql.Streaming;
using SparkBinding.Tests.Sql;

namespace SparkBinding.Tests.Streaming;

public sealed class ListenerTests
{
    [Fact]
    public void A_listener_receives_start_progress_and_end()
    {
        var (told, spark) = (new Recorder(), TestSession.Spark);
        spark.Streams().AddListener(told);
        try
        {
            var query = spark
                .ReadStream()
                .Format("rate-micro-batch")
                .Option("rowsPerBatch", 3L)
                .Load()
                .WriteStream()
                .Trigger(Trigger.ProcessingTime("50 milliseconds"))
                .ForeachBatch((frame, _) => frame.Count())
                .Start();
            var run = query.RunId;
            var started = told.Next("started", run);
            Assert.Equal(query.Id, started.Id);
            Assert.Equal(3, JsonDocument.Parse(told.Next("progress", run).Json).RootElement.GetProperty("numInputRows").GetInt32());
            query.Stop();
            Assert.Null(told.Next("terminated", run).Exception);
        }
        finally
        {
            spark.Streams().RemoveListener(told);
        }
    }

    [Fact]
    public void A_failure_is_reported_with_its_reason()
    {
        var (told, spark) = (new Recorder(), TestSession.Spark);
        spark.Streams().AddListener(told);
        try
        {
            var query = spark
                .ReadStream()
                .Format("rate-micro-batch")
                .Option("rowsPerBatch", 3L)
                .Load()
                .WriteStream()
                .ForeachBatch((_, _) => throw new InvalidDataException("bad batch"))
                .Start();
            Assert.Contains("bad batch", told.Next("terminated", query.RunId).Exception, StringComparison.Ordinal);
        }
        finally
        {
            spark.Streams().RemoveListener(told);
        }
    }

    sealed class Recorder : StreamingQueryListener
    {
        readonly BlockingCollection<(string Kind, StreamingQueryEvent Event)> _events = [];

        public override void OnQueryStarted(StreamingQueryEvent started) => _events.Add(("started", started));

        public override void OnQueryProgress(StreamingQueryEvent progress) => _events.Add(("progress", progress));

        public override void OnQueryTerminated(StreamingQueryEvent terminated) => _events.Add(("terminated", terminated));

        /// <summary>Returns the next event of this kind from this run, since the listener also receives other tests' events.</summary>
        internal StreamingQueryEvent Next(string kind, string run)
        {
            while (_events.TryTake(out var next, TimeSpan.FromMinutes(1)))
            {
                if (next.Kind == kind && next.Event.RunId == run)
                    return next.Event;
            }

            throw new TimeoutException($"Not told of {kind} within a minute.");
        }
    }
}
