using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Sinks;
using Analytics.BatchJobs.Sources;
using Analytics.BatchJobs.Transforms;
using Analytics.Contracts;

namespace Analytics.BatchJobs.Jobs;

/// <summary>One replay of selected rows: chunk by chunk, so that the driver holds one chunk at most.</summary>
sealed class Replay(BatchRun run, ReplaySettings settings, RejectedRows rows, CollectorClient collector, ReplayNotes notes)
{
    const int Shown = 10;
    const int Longest = 500;

    static readonly TimeSpan _turn = TimeSpan.FromSeconds(1);

    // A run of erase ends within it; an interrupted replay is continued by the next one.
    static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(10);

    readonly SortedDictionary<string, long> _results = new(StringComparer.Ordinal);
    long _known;
    long _uncorrectable;
    long _unchanged;
    long _removed;

    /// <summary>Prints the first differences and the results of the collector.</summary>
    public async Task ShowAsync(long count, CancellationToken stopping)
    {
        var corrected = Correct(rows.From(1, Math.Min(Most(count), Shown)));
        var results = await collector.ValidateAsync([.. corrected.Select(one => one.Event)], stopping);
        foreach (var ((row, sent), result) in corrected.Zip(results))
        {
            run.Say($"{row.Place} {row.Event.Source} {row.Code}");
            run.Say($"  before:  {Cut(row.Event.Original)}");
            run.Say($"  after:   {(sent.Original == row.Event.Original ? "the same" : Cut(sent.Original))}");
            run.Say($"  result:  {result}");
        }

        SaySkipped();
        run.Say("nothing changed: --yes sends them");
    }

    /// <summary>Sends the rows, and notes the outcome of each.</summary>
    public async Task SendAsync(long count, CancellationToken stopping)
    {
        var most = Most(count);
        for (var first = 1L; first <= most; first += settings.ChunkRows)
        {
            var chunk = rows.From(first, Math.Min(settings.ChunkRows, most - first + 1));
            await using (await LockAsync(stopping))
            {
                // A person who was erased since the rows were selected would come back.
                var present = rows.Present(chunk);
                _removed += chunk.Count - present.Count;
                await SendAsync(present, stopping);
            }

            run.Say($"{first + chunk.Count - 1:N0} of {most:N0} rows: {Results()}");
            // A job that waits for the lock gets it between two chunks.
            if (run.Warehouse is not null && first + settings.ChunkRows <= most)
                await Task.Delay(CorrectionLock.Period + _turn, run.Clock, stopping);
        }

        SaySkipped();
        run.Say($"done: {run.Rows:N0} events sent{(_known == 0 ? "" : $", {_known:N0} of which were stored before")}; {Results()}");
    }

    // For a chunk only: jobs that wait for it need not wait until the replay ends.
    async Task<CorrectionLock?> LockAsync(CancellationToken stopping) =>
        run.Warehouse is null ? null : await CorrectionLock.TakeAsync(run, _longestWait, stopping);

    async Task SendAsync(IReadOnlyList<RejectedRow> chunk, CancellationToken stopping)
    {
        var found = EarlierReplays.Find(run.Session, run.Lake, [.. chunk.Where(row => row.IsInDoubt)]);
        notes.Write([.. chunk.Where(row => found.ContainsKey(row.Place)).Select(row => Noted(row, found[row.Place]))]);

        var corrected = Correct([.. chunk.Where(row => !found.ContainsKey(row.Place))]);
        ReplayedEvent[] events = [.. corrected.Select(one => one.Event)];
        var expected = await collector.ValidateAsync(events, stopping);
        // The rows that earlier replays made do not tell what becomes of this one.
        var before = EarlierReplays.Rejections(run.Session, run.Lake, [.. corrected.Select(one => one.Row).Where(row => row.HasResult)]);
        notes.Write([
            .. corrected.Zip(expected, (one, result) =>
                new ReplayNote(one.Row, ReplayColumns.Sent, result.EventId, before.GetValueOrDefault(one.Row.Place))
            ),
        ]);

        // From here to the next commit an interruption leaves the rows in doubt.
        var results = await collector.SendAsync(events, stopping);
        _known += results.Count(result => result.IsDuplicate);
        run.Rows += results.Count;
        notes.Write([.. corrected.Zip(results, (one, result) => Noted(one.Row, result.Code ?? ReplayColumns.Accepted))]);
    }

    List<(RejectedRow Row, ReplayedEvent Event)> Correct(IReadOnlyList<RejectedRow> chunk)
    {
        var corrected = new List<(RejectedRow, ReplayedEvent)>(chunk.Count);
        foreach (var row in chunk)
        {
            if (CorrectedEvent.Of(row.Event.Original, settings.Set) is not { } original)
                _uncorrectable++;
            else if (row.WasReplayed && !row.IsInDoubt && !settings.Again && original == row.Event.Original)
                _unchanged++;
            else
                corrected.Add((row, row.Event with { Original = original }));
        }

        return corrected;
    }

    ReplayNote Noted(RejectedRow row, string result)
    {
        _results[result] = _results.GetValueOrDefault(result) + 1;
        return new ReplayNote(row, result);
    }

    void SaySkipped()
    {
        if (_uncorrectable > 0)
            run.Say($"skipped, no JSON object or a path of --set leads through a value that is no object: {_uncorrectable:N0}");
        if (_removed > 0)
            run.Say($"skipped, removed from the lake meanwhile: {_removed:N0}");
        if (_unchanged > 0)
            run.Say($"skipped, rejected in a replay already and not changed since (--again sends them again): {_unchanged:N0}");
    }

    long Most(long count) => Math.Min(count, settings.Limit ?? long.MaxValue);

    string Results() =>
        _results.Count == 0 ? "no results" : string.Join(", ", _results.Select(result => $"{result.Key} {result.Value:N0}"));

    static string Cut(RawJson json) => json.ToString() is { Length: > Longest } text ? $"{text[..Longest]}…" : json.ToString();
}
