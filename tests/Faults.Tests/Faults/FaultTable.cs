using Analytics.Testing.Ledger;

namespace Faults.Tests.Faults;

/// <summary>Writes the figures of a run as Markdown, one line per fault.</summary>
static class FaultTable
{
    public static string Of(FaultSettings settings, IEnumerable<RoundResult> results)
    {
        var lines = results
            .GroupBy(result => result.Fault)
            .Select(rounds =>
                $"| {rounds.Key.Id} {rounds.Key.Name} | {rounds.Count()} | {rounds.Sum(round => round.History.Sent.Count)} "
                + $"| {rounds.Sum(Acked)} | {rounds.Sum(Unknown)} | {rounds.Sum(UnknownIn)} | {rounds.Sum(Loss)} "
                + $"| {rounds.Sum(Duplicates)} | {rounds.Sum(round => LedgerCheck.Repeats(round.History))} "
                + $"| {rounds.Max(round => round.Recovery).TotalSeconds:0.0} |"
            );
        return string.Join(
            '\n',
            [
                $"{settings.Rounds} rounds of {settings.Seconds} s at {settings.Rate} events/s, seed {settings.Seed}",
                "",
                "| fault | rounds | sent | acknowledged | unknown | of them counted | loss | duplicates | repeats in Kafka | "
                    + "worst recovery, s |",
                "|---|---|---|---|---|---|---|---|---|---|",
                .. lines,
                "",
            ]
        );
    }

    static int Acked(RoundResult round) => round.History.Sent.Count(one => one.Outcome is Outcome.Acked);

    static int Unknown(RoundResult round) => round.History.Sent.Count(one => one.Outcome is Outcome.Unknown);

    static int UnknownIn(RoundResult round)
    {
        var arrived = round.History.Lake.Select(row => row.Id).ToHashSet();
        return round.History.Sent.Count(one => one.Outcome is Outcome.Unknown && arrived.Contains(one.Id));
    }

    static int Loss(RoundResult round) => Cases(round, LedgerCheck.Lost);

    static int Duplicates(RoundResult round) => Cases(round, LedgerCheck.Twice) + Cases(round, LedgerCheck.NoOffset);

    static int Cases(RoundResult round, string law) => round.Breaches.Where(breach => breach.Law == law).Sum(breach => breach.Cases.Count);
}
