using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Routing;
using Analytics.Collector.Delivery.Spool;
using Confluent.Kafka;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Delivery.Routing;

public sealed class UnacknowledgedRequestsTests
{
    static readonly TimeSpan _failoverAfter = TimeSpan.FromMilliseconds(100);
    readonly FakeTimeProvider _clock = new();
    readonly UnacknowledgedRequests _requests;

    public UnacknowledgedRequestsTests() =>
        _requests = new(new SpoolOptions { FailoverAfter = _failoverAfter }, new KafkaOptions { QueueEvents = 1000 }, _clock);

    [Fact]
    public void The_oldest_is_overdue_after_the_time_and_done_when_Kafka_has_it()
    {
        var (first, second) = (Published(), Published());
        Assert.Null(_requests.Overdue);

        _clock.Advance(_failoverAfter + TimeSpan.FromMilliseconds(1));
        Assert.Same(first, _requests.Overdue);

        Acknowledge(first);
        _requests.RemoveDone();
        Assert.Same(second, _requests.Overdue);
    }

    [Fact]
    public void Where_acknowledgements_take_longer_they_may_up_to_three_times_the_setting()
    {
        Assert.Equal(100, MillisecondsUntilOverdue());
        AcknowledgeAfter(TimeSpan.FromMilliseconds(30));
        Assert.Equal(100, MillisecondsUntilOverdue());
        AcknowledgeAfter(TimeSpan.FromMilliseconds(100));
        Assert.Equal(200, MillisecondsUntilOverdue());
        AcknowledgeAfter(TimeSpan.FromSeconds(5));
        Assert.Equal(300, MillisecondsUntilOverdue());

        // The time of an outage is no measure of Kafka's.
        _requests.RemoveAll();
        Assert.Equal(100, MillisecondsUntilOverdue());
    }

    [Fact]
    public void A_copied_request_that_Kafka_does_not_acknowledge_means_that_Kafka_is_away()
    {
        Published();
        _clock.Advance(2 * _failoverAfter);
        _requests.OldestIsCopied();
        Assert.True(_requests.HasCopies);
        Assert.False(_requests.IsStuck());

        _clock.Advance(18 * _failoverAfter + TimeSpan.FromMilliseconds(1));
        Assert.True(_requests.IsStuck());
    }

    [Fact]
    public void A_quarter_of_the_queue_under_way_means_that_Kafka_is_away()
    {
        for (var events = 0; events < 250; events++)
            Published();

        Assert.False(_requests.IsStuck());
        Published();
        Assert.True(_requests.IsStuck());
    }

    [Fact]
    public void All_go_to_the_spool_but_those_that_are_answered_or_copied()
    {
        var (copied, answered, open) = (Published(), Published(), Published());
        _requests.OldestIsCopied();
        Acknowledge(answered);

        Assert.Equal([open], _requests.RemoveAll());
        Assert.False(copied.IsSpooled);
        Assert.False(_requests.HasCopies);
        Assert.Equal(0, _requests.WaitingBytes);
    }

    PendingRequest Published()
    {
        var request = new PendingRequest("key", [new OutgoingEvent(0, "t", [1], [2])]);
        request.BeginPublishing(_clock.GetTimestamp(), _ => { });
        _requests.Add(request);
        return request;
    }

    static void Acknowledge(PendingRequest request) => request.Report(0, PersistenceStatus.Persisted, ErrorCode.NoError);

    void AcknowledgeAfter(TimeSpan time)
    {
        for (var request = 0; request < 1000; request++)
        {
            var published = Published();
            _clock.Advance(time);
            Acknowledge(published);
            _requests.RemoveDone();
        }
    }

    int MillisecondsUntilOverdue()
    {
        var request = Published();
        var waited = 0;
        for (; _requests.Overdue is null; waited++)
            _clock.Advance(TimeSpan.FromMilliseconds(1));

        request.Answer(Durability.None);
        _requests.RemoveDone();
        return waited - 1;
    }
}
