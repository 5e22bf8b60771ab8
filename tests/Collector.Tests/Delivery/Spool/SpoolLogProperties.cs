using Analytics.Collector.Delivery.Spool;
using Collector.Tests.Faults;
using CsCheck;

namespace Collector.Tests.Delivery.Spool;

/// <summary>
/// The spool's guarantees for any sequence of operations, disk errors and crashes: acknowledged events are read again in order and
/// unchanged, events recorded as drained are not, and the spool always opens.
/// </summary>
[Trait("Fault", "F15")]
[Trait("Fault", "F22")]
public sealed class SpoolLogProperties
{
    /// <summary>Every place where a run can end: before and after each disk operation of the spool.</summary>
    static readonly string[] _points =
    [
        .. (
            (string[])
                [
                    "create segment",
                    "write segment",
                    "flush segment",
                    "sync names",
                    "cut segment",
                    "delete segment",
                    "create progress",
                    "write progress",
                    "flush progress",
                ]
        ).SelectMany(point => (string[])[$"before {point}", $"after {point}"]),
    ];

    static readonly Gen<SpoolAct[]> _acts = Gen.Frequency(
        (6, Gen.Int[1, 700].Array[1, 5].Select(sizes => (SpoolAct)new SpoolAct.Append(sizes))),
        (3, Gen.Int[1, 12].Select(events => (SpoolAct)new SpoolAct.Drain(events))),
        (1, Gen.Const((SpoolAct)new SpoolAct.Reopen()))
    ).Array[1, 14];

    [Fact]
    public void Its_promises_hold_after_a_kill_or_power_cut_at_any_disk_operation()
    {
        var hit = new HashSet<string>();
        var (ends, broken) = (0, 0);
        Gen.Select(_acts, _acts, Gen.Int, Gen.Bool)
            .Sample(
                (first, second, seed, isPowerCut) =>
                {
                    var end = isPowerCut ? End.PowerCut : End.Killed;
                    for (var step = 0; ; step++)
                    {
                        var place = Run(first, second, seed, end, step, hit, out var breaches);
                        ends++;
                        broken += breaches.Count;
                        if (breaches.Count > 0)
                            throw new InvalidOperationException($"{end} {place}: {string.Join("; ", breaches)}");

                        if (place is null)
                            return;
                    }
                },
                seed: "0002UPc2nkT4",
                iter: 60 * FaultBench.Rounds,
                threads: 1,
                print: acts => $"{string.Join(' ', acts.Item1.Select(Print))} | {string.Join(' ', acts.Item2.Select(Print))}, {acts.Item3}"
            );

        Assert.Empty(_points.Except(hit));
        FaultReport.Note(
            "F22 the spool cut off: killed, or without power",
            $"{ends} ends at {_points.Length} points, each hit; {broken} promises broken"
        );
    }

    [Fact]
    public void Its_promises_hold_after_errors_of_the_disk() =>
        Gen.Select(_acts, Gen.Int, Gen.Int[2, 30], Gen.Bool)
            .Sample(
                (acts, seed, one, isPowerCut) =>
                {
                    var random = new Random(seed);
                    var disk = new FragileDisk(random, point =>
                    {
                        if (
                            point.StartsWith("before", StringComparison.Ordinal)
                            && !point.StartsWith("before delete", StringComparison.Ordinal)
                            && random.Next(one) == 0
                        )
                        {
                            throw new IOException("No space left on device");
                        }
                    });
                    var life = new SpoolModel(disk);
                    life.Open();
                    foreach (var act in acts.Where(act => act is not SpoolAct.Reopen))
                        life.Do(act);

                    var next = new SpoolModel(disk.After(isPowerCut ? End.PowerCut : End.Killed, _ => { }), life);
                    next.Open();
                    next.Do(new SpoolAct.Append([10, 20]));
                    var breaches = life.Breaches.Concat(next.Breaches).ToList();
                    return breaches.Count == 0 ? true : throw new InvalidOperationException(string.Join("; ", breaches));
                },
                seed: "0002UPc2nkT4",
                iter: 2000,
                threads: 1,
                print: acts => string.Join(' ', acts.Item1.Select(Print))
            );

    [Fact]
    public void A_drain_that_catches_up_leaves_alone_what_is_just_being_sealed()
    {
        SpoolLog? log = null;
        var cuts = 0;
        var disk = new FragileDisk(new Random(1), point =>
        {
            if (point != "before cut segment")
                return;

            cuts++;
            log!.Advance(log.End); // The drain's thread may do this at any time.
        });
        var life = new SpoolModel(disk);
        life.Open();
        log = life.Log;
        for (var group = 0; group < 5; group++)
            life.Do(new SpoolAct.Append([1000]));

        Assert.Equal(4, cuts);
    }

    /// <summary>
    /// Runs the spool three times: until the step, until the same step counted from its opening, and to the end.
    /// </summary>
    /// <returns>The place where it ended; null when it reached the end.</returns>
    static string? Run(SpoolAct[] first, SpoolAct[] second, int seed, End end, int step, HashSet<string> hit, out List<string> breaches)
    {
        string? place = null;
        var steps = 0;
        void Step(string point)
        {
            if (steps++ < step)
                return;

            hit.Add(place = point);
            throw new Crash();
        }

        var random = new Random(seed);
        var disk = new FragileDisk(random, Step);
        var one = new SpoolModel(disk);
        Live(one, first);
        var reached = place;

        steps = 0;
        var secondDisk = disk.After(end, Step);
        var two = new SpoolModel(secondDisk, one);
        Live(two, second);

        var last = new SpoolModel(secondDisk.After(end, _ => { }), two);
        last.Open();
        last.Do(new SpoolAct.Append([10]));
        last.Do(new SpoolAct.Drain(int.MaxValue));
        breaches = [.. one.Breaches, .. two.Breaches, .. last.Breaches];
        return reached;
    }

    static void Live(SpoolModel life, SpoolAct[] acts)
    {
        try
        {
            life.Open();
            Array.ForEach(acts, life.Do);
        }
        catch (Crash)
        {
            // The crash is intended.
        }
    }

    static string Print(SpoolAct act) =>
        act switch
        {
            SpoolAct.Append append => $"+[{string.Join(',', append.Sizes)}]",
            SpoolAct.Drain drain => $"-{drain.Events}",
            _ => "reopen",
        };
}
