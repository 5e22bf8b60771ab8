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
    Console.WriteLine(string.Join('\t', row.Values));
spark.Stop();
return 0;
