using Microsoft.Spark.Sql;
using OrdersByCountry;

if (args is not [("lake" or "kafka") and var place, var where])
{
    Console.Error.WriteLine("usage: OrdersByCountry.dll lake FOLDER | kafka SERVERS");
    return 64;
}

var spark = SparkSession
    .Builder()
    .AppName("orders-by-country")
    .Config("spark.sql.session.timeZone", "UTC")
    .Config("spark.sql.shuffle.partitions", "4")
    .Config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
    .Config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
    .GetOrCreate();

var events = place == "lake" ? Events.OfLake(spark, where) : Events.OfKafka(spark, where);
foreach (var row in Orders.ByCountry(events).Collect())
    Console.WriteLine(FormattableString.Invariant($"{row[0]}\t{row[1]}\t{row[2]}\t{row[3]}\t{row[4]}"));
spark.Stop();
return 0;
