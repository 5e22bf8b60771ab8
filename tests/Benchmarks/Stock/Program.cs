// The usual recipe of introductions to Spark Structured Streaming, as a contender: a windowed count with a watermark in
// Spark's state store, in update mode, written by Spark's JDBC writer into a staging table and from there by an upsert.
// Nothing is tuned: 200 shuffle partitions, Spark's default checkpoint writer, a checkpoint on the disk.
using Analytics.Benchmarks.Stock;
using Analytics.Contracts;
using Analytics.Hosting.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Streaming;
using static Microsoft.Spark.Sql.Functions;

static string Setting(string name) => Environment.GetEnvironmentVariable(name) ?? throw new ArgumentException($"{name} is not set.");

var topics = new Topics(Setting("ANALYTICS_TOPIC_PREFIX"));
var spark = SparkSession
    .Builder()
    .AppName("stock")
    .Config("spark.sql.session.timeZone", "UTC")
    .Config("spark.ui.enabled", "false")
    .GetOrCreate();
using var upsert = new JdbcUpsert(Setting("ANALYTICS_WAREHOUSE"));

var counts = spark
    .ReadStream()
    .Format("kafka")
    .Option("kafka.bootstrap.servers", Setting("ANALYTICS_KAFKA"))
    .Option("subscribe", topics.Events)
    .Option("startingOffsets", "earliest")
    .Load()
    .Select(FromJson(Col("value").Cast("string"), SparkSchema.Event).As("event"))
    .Select("event.*")
    .WithWatermark("occurred_at", "10 seconds")
    .GroupBy(Window(Col("occurred_at"), "1 second"), Col("name"), Col("country"), Col("device"))
    .Agg(Count("event_id").As("events"), Sum("revenue").As("revenue"), Max("received_at").As("newest_received_at"))
    .Select(
        Col("window.start").As("bucket"),
        Col("name"),
        Coalesce(Col("country"), Lit("")).As("country"),
        Coalesce(Col("device"), Lit("")).As("device"),
        Col("events"),
        Col("revenue"),
        Col("newest_received_at")
    );

var query = counts
    .WriteStream()
    .QueryName(QueryNames.LiveMetrics)
    .OutputMode("update")
    .Trigger(Trigger.ProcessingTime(100))
    .Option("checkpointLocation", new Uri(Path.Combine(Setting("ANALYTICS_LAKE"), "stock-checkpoint")).AbsoluteUri)
    .ForeachBatch(upsert.Write)
    .Start();

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
await using var health = builder.Build();
health.Urls.Add(Setting("ANALYTICS_SPARK_JOBS_URL"));
health.MapHealth(HealthRoutes.Ready, _ => HealthAnswer.Ok);
await health.StartAsync();

query.AwaitTermination();
