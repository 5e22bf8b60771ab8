import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Makes Spark load the classes that the jobs use: Kafka as a source, JSON, aggregates, joins, windows, the lake's tables.
 * deploy/class-archives.sh archives them. What the jobs load beyond these is loaded as without an archive.
 */
public final class ClassTraining {
  private static final String PARSED = "from_json(CAST(value AS STRING), 'id BIGINT, name STRING, at TIMESTAMP, paid DECIMAL(18,4)') AS e";

  /** Arguments: Kafka's bootstrap servers, an empty folder. */
  public static void main(String[] arguments) throws Exception {
    String servers = arguments[0];
    String table = arguments[1] + "/table";
    SparkSession spark = SparkSession.builder().getOrCreate();
    for (String name : new String[] {"org.postgresql.Driver", "org.apache.spark.api.python.Py4JServer", "py4j.GatewayServer",
        "py4j.ClientServer", "py4j.ClientServerConnection", "py4j.commands.CallCommand", "py4j.CallbackClient"}) {
      Class.forName(name);
    }

    spark.range(0, 100, 1, 1)
        .selectExpr("to_json(named_struct('id', id, 'name', concat('n', id % 3), 'at', current_timestamp(), 'paid', 1.5)) AS value")
        .write().format("kafka").option("kafka.bootstrap.servers", servers).option("topic", "training").save();
    VoidFunction2<Dataset<Row>, Long> merge = (rows, id) -> batch(rows, table);
    spark.readStream().format("kafka").option("kafka.bootstrap.servers", servers).option("subscribe", "training")
        .option("startingOffsets", "earliest").option("maxOffsetsPerTrigger", 50).load()
        .writeStream().option("checkpointLocation", arguments[1] + "/checkpoint").trigger(Trigger.AvailableNow()).foreachBatch(merge)
        .start().awaitTermination();

    spark.sql("MERGE INTO delta.`" + table + "` t USING (SELECT 1L AS id) s ON t.id = s.id WHEN MATCHED THEN DELETE");
    spark.sql("DELETE FROM delta.`" + table + "` WHERE id = 2");
    spark.sql("OPTIMIZE delta.`" + table + "`").collect();
    spark.sql("DESCRIBE HISTORY delta.`" + table + "`").collect();
    Dataset<Row> rows = spark.read().format("delta").load(table);
    rows.join(rows.groupBy("name").count(), "name")
        .selectExpr("*", "row_number() OVER (PARTITION BY name ORDER BY at) AS place")
        .groupBy("day").pivot("name").sum("place").orderBy("day").collect();
    spark.stop();
  }

  private static void batch(Dataset<Row> rows, String table) {
    Dataset<Row> events = rows.selectExpr("*", PARSED).selectExpr("e.*", "to_date(e.at) AS day").where("id IS NOT NULL").persist();
    events.coalesce(1).groupBy("day", "name").agg(java.util.Map.of("paid", "sum", "at", "max"))
        .selectExpr("to_json(struct(*))").collectAsList();
    events.write().format("delta").mode("append").partitionBy("day").save(table);
    events.unpersist();
  }
}
