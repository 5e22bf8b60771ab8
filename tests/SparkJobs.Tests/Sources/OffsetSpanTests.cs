using Analytics.SparkJobs.Sources;
using CsCheck;

namespace SparkJobs.Tests.Sources;

public sealed class OffsetSpanTests
{
    static readonly Gen<(OffsetSpan[] Spans, int Count)> _divided = Gen.Select(
        Gen.Select(Gen.Long[0, 1_000_000], Gen.Long[1, 5_000]).Array[1, 60],
        Gen.Int[1, 40],
        (spans, count) =>
            (
                spans.Select((span, partition) => new OffsetSpan("t", partition, span.Item1, span.Item1 + span.Item2)).ToArray(),
                (int)Math.Min(count, spans.Sum(span => span.Item2))
            )
    );

    [Fact]
    public void Slices_have_every_offset_once_and_are_equal() =>
        _divided.Sample(divided =>
        {
            var slices = OffsetSpan.Slices(divided.Spans, divided.Count);
            Assert.Equal(divided.Count, slices.Count);
            Assert.DoesNotContain(slices.SelectMany(slice => slice), span => span.Count <= 0);
            Assert.Equal(divided.Spans, Joined(slices.SelectMany(slice => slice)));
            var sizes = slices.Select(slice => slice.Sum(span => span.Count)).ToList();
            Assert.True(sizes.Max() - sizes.Min() <= 1, string.Join(", ", sizes));
        });

    [Fact]
    public void Prints_its_offsets() =>
        Assert.Equal("OffsetSpan { Topic = t, Partition = 2, Start = 3, End = 5, Count = 2 }", WithoutCondition(new("t", 2, 3, 5)));

    static string WithoutCondition(OffsetSpan span) => span.ToString().Replace($", Condition = {span.Condition}", "");

    /// <summary>Joins spans of one partition that adjoin.</summary>
    static List<OffsetSpan> Joined(IEnumerable<OffsetSpan> spans)
    {
        var joined = new List<OffsetSpan>();
        foreach (var span in spans)
        {
            if (joined is [.., var last] && last.Partition == span.Partition && last.End == span.Start)
                joined[^1] = last with { End = span.End };
            else
                joined.Add(span);
        }

        return joined;
    }
}
