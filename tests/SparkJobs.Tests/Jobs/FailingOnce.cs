using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sources;
using Analytics.Transforms;
using Microsoft.Spark.Sql;

namespace SparkJobs.Tests.Jobs;

/// <summary>
/// A sink one of whose batches fails at its events, since a file is where their folder belongs, and is written once more: as a batch
/// is whose refused messages were put aside.
/// </summary>
/// <param name="sink">The real sink.</param>
/// <param name="blocked">Returns the folder before the batch that fails, else null.</param>
/// <param name="onFailure">Called when the batch has failed, before it is written again.</param>
sealed class FailingOnce(ISink sink, Func<string?> blocked, Action onFailure) : ISink
{
    public IReadOnlyList<Position> Positions() => sink.Positions();

    public void AcceptGap(IReadOnlyList<Position> start) => sink.AcceptGap(start);

    public void Write(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        if (blocked() is { } folder)
        {
            Fail(folder, () => sink.Write(batch, transform));
            onFailure();
        }

        sink.Write(batch, transform);
    }

    public void Try(Batch batch, Func<DataFrame, DataFrame> transform) => sink.Try(batch, transform);

    public void Dispose() => sink.Dispose();

    static void Fail(string folder, Action write)
    {
        var aside = folder + "-aside";
        Directory.Move(folder, aside);
        File.WriteAllText(folder, "");
        try
        {
            Assert.NotNull(Record.Exception(write));
        }
        finally
        {
            File.Delete(folder);
            Directory.Move(aside, folder);
        }
    }
}
