using System.Text;
using Analytics.Contracts;

namespace BatchJobs.Tests.Streaming;

/// <summary>
/// Messages around one UTC day: duplicates with the same and with another channel, also received at the same time, late events, events on
/// both sides of midnight, columns that are null, several currencies, rejected events of both kinds.
/// </summary>
public sealed class GeneratedEvents(DateOnly day, int seed, int latestDays)
{
    const int Partitions = 3;

    static readonly string[] _sources = ["web", "app\u0007", new('s', 70)];
    static readonly string[] _names = ["page_view", "Order Completed", "zażółć 😀", new('n', 250), "", "Search", "404"];
    static readonly string?[] _countries = [null, "PL", "DE"];
    static readonly string?[] _devices = [null, "mobile", "desktop"];
    static readonly string?[] _currencies = [null, "EUR", "USD"];

    static readonly string?[] _properties =
    [
        null,
        """{"plan":"pro","query":" Red SHOES ","count":3}""",
        """{"plan":null,"search_term":"mug","products":[{"name":"Tea","price":2.5,"quantity":3},{"name":"Mug","price":7,"quantity":1}]}""",
        """{"plan":["a",1],"products":[]}""",
    ];

    readonly Random _random = new(seed);
    readonly DateTimeOffset _midnight = new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>Returns messages that follow those that the topics have.</summary>
    public List<Message> Next(StreamedTopics topics, int count)
    {
        var offsets = new Dictionary<(string, int), long>();
        var made = new List<Message>();
        for (var i = 0; i < count; i++)
        {
            var kind = _random.Next(100);
            if (kind < 6)
                Rejected();
            else if (kind < 9)
                Add(StreamedTopics.Topics.Events, 0, NearMidnight(), "{broken");
            else if (kind < 30 && (made.Count > 0 || topics.Messages.Count > 0))
                Duplicate();
            else
                Event(NewEvent());
        }

        return made;

        void Add(string topic, int partition, DateTimeOffset at, string value) =>
            made.Add(new Message(topic, partition, Offset(topic, partition), at, value));

        void Event(AnalyticsEvent e)
        {
            var partition = _random.Next(Partitions);
            var appended = e.ReceivedAt!.Value.AddMilliseconds(_random.Next(2000));
            made.Add(Message.Of(StreamedTopics.Topics.Events, partition, Offset(StreamedTopics.Topics.Events, partition), appended, e));
        }

        void Duplicate()
        {
            var known = topics.Messages.Concat(made).Where(m => m.Event is not null && m.Topic == StreamedTopics.Topics.Events).ToList();
            if (known.Count == 0)
                return;

            var e = known[_random.Next(known.Count)].Event!;
            Event(
                _random.Next(4) switch
                {
                    0 => e with { Channel = e.Channel == "server" ? "browser" : "server" }, // Another event, with the same id.
                    1 => e, // Received at the same time.
                    2 => e with { ReceivedAt = e.ReceivedAt!.Value.AddSeconds(_random.Next(1, 5000)), Country = "FR" },
                    _ => e with { OccurredAt = e.OccurredAt!.Value.AddSeconds(_random.Next(-90, 90)), Revenue = 7.5m, Currency = "EUR" },
                }
            );
        }

        void Rejected()
        {
            var e = new RejectedEvent
            {
                Code = Any(["user_missing", "type_unknown"]),
                Stage = "collector",
                Source = Any<string?>([null, .. _sources]),
                ReceivedAt = NearMidnight(),
                Original = "{}",
                OriginalEncoding = "utf8",
            };
            var topic = StreamedTopics.Topics.Rejected;
            made.Add(Message.Of(topic, Offset(topic, 0), e.ReceivedAt.AddHours(_random.Next(3)), e));
        }

        long Offset(string topic, int partition)
        {
            var next = offsets.TryGetValue((topic, partition), out var known) ? known : topics.NextOffset(topic, partition);
            offsets[(topic, partition)] = next + 1;
            return next;
        }
    }

    /// <summary>Returns events that a server imports: they follow those that the historical topic has.</summary>
    public List<Message> Imported(StreamedTopics topics, int count)
    {
        var topic = StreamedTopics.Topics.Historical;
        var first = topics.NextOffset(topic, 0);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => NewEvent())
                .Select((e, index) => Message.Of(topic, 0, first + index, e.ReceivedAt!.Value, e with { Channel = "server" })),
        ];
    }

    AnalyticsEvent NewEvent()
    {
        var occurred = NearMidnight();
        var isLate = _random.Next(8) == 0;
        var source = Any(_sources);
        var visitor = _random.Next(10) == 0 ? null : $"visitor-{_random.Next(20)}";
        var user = visitor is null || _random.Next(4) == 0 ? $"user-{_random.Next(5)}" : null;
        return new()
        {
            EventId = $"e-{seed}-{_random.Next()}",
            Source = source,
            Channel = Any<string?>([null, "browser", "server"]),
            Type = Any(["track", "page", "page", "identify"]),
            Name = Any(_names),
            AnonymousId = visitor,
            UserId = user,
            SessionId = _random.Next(3) == 0 ? $"given-{_random.Next(10)}" : ExpectedSessions.Derive(source, (visitor ?? user)!, occurred),
            OccurredAt = occurred,
            ReceivedAt = isLate
                ? occurred.AddDays(_random.Next(1, latestDays + 1)).AddMilliseconds(_random.Next(5000))
                : occurred.AddMilliseconds(_random.Next(5000)),
            PagePath = Any<string?>([null, "/", "/shop"]),
            UtmSource = Any<string?>([null, "newsletter"]),
            UtmCampaign = Any<string?>([null, null, "spring"]),
            ReferrerDomain = Any<string?>([null, "google.com", "blog.example"]),
            Browser = Any<string?>([null, "Firefox"]),
            Locale = Any<string?>([null, "pl-PL"]),
            ScreenWidth = Any<int?>([null, 390, 1280]),
            Properties = Any(_properties) is { } json ? new RawJson(Encoding.UTF8.GetBytes(json)) : null,
            Country = Any(_countries),
            Device = Any(_devices),
            Currency = Any(_currencies),
            Revenue = _random.Next(3) == 0 ? _random.Next(-10_000, 1_000_000) / 10_000m : null,
            IsBot = _random.Next(20) == 0 ? true : null,
        };
    }

    // Most times are within a few minutes of noon, so that rows add up; the rest are around both midnights.
    DateTimeOffset NearMidnight() =>
        _random.Next(6) switch
        {
            0 => _midnight.AddMilliseconds(_random.Next(-120_000, 120_000)),
            1 => _midnight.AddDays(1).AddMilliseconds(_random.Next(-120_000, 120_000)),
            2 => _midnight.AddHours(12).AddMinutes(_random.Next(-300, 300)), // Gaps of more and of less than 30 minutes.
            _ => _midnight.AddHours(12).AddMilliseconds(_random.Next(180_000)),
        };

    T Any<T>(T[] values) => values[_random.Next(values.Length)];
}
