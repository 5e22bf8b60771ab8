using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analytics.Contracts;
using Analytics.SparkJobs.WarmUp;
using Analytics.Transforms;
using static Microsoft.Spark.Sql.Functions;

namespace SparkJobs.Tests.Transforms;

/// <summary>The live query counts a message by its live text as it counts the same message parsed.</summary>
public sealed class LiveTextTests(SparkFixture spark)
{
    static readonly JsonSerializerOptions _relaxed = new(ContractsJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    static readonly DateTimeOffset _now = new(2026, 1, 1, 12, 0, 0, 500, TimeSpan.Zero);

    static readonly string?[] _texts =
    [
        "purchase",
        "",
        "a~b",
        "q\"uo\\te",
        "line\nfeed\0\u001f",
        "zażółć 😀 \u2028 | </script>",
        "\ud800 lone",
        new string('x', 300),
        new string('ż', 2_000),
        null,
    ];

    static readonly DateTimeOffset?[] _times =
    [
        _now,
        _now.AddTicks(9_999),
        _now.AddMinutes(10),
        _now.AddMinutes(11),
        EventTimes.Oldest,
        EventTimes.Oldest.AddTicks(-1),
        EventTimes.EarliestStorable,
        EventTimes.LatestStorable,
        DateTimeOffset.MinValue,
        DateTimeOffset.MaxValue,
        null,
    ];

    static readonly decimal?[] _revenues = [null, 0m, 12.5m, -0.0001m, 0.00005m, 1.00000m, 99_999_999_999_999.9999m, 100_000_000_000_000m];

    [Fact]
    public void Counts_any_event_as_if_it_were_parsed()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        List<byte[]> messages = [.. Enumerable.Range(0, 2_000).Select(_ => Message(Any(random)))];
        Assert.InRange(messages.Count(HasText), 200, 1_800);
        Assert.True(Rows(messages).SequenceEqual(Rows(messages.ConvertAll(Parsed))), $"seed {seed}");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1~")]
    [InlineData("1~~~~~~~~")]
    [InlineData("1~x~y~~~~~web~n")]
    [InlineData("1~1767268800500~1767268800500~~~~~web")]
    [InlineData("1~1767268800500~1767268800500~~~~~web~n~more")]
    [InlineData("1~9223372036854775807~1767268800500~~~~~web~n")]
    [InlineData("1~-9223372036854775808~1767268800500~~~~~web~n")]
    [InlineData("1~1767268800500~99999999999999999999~~~~~web~n")]
    [InlineData("1~1767268800500~1767268800500~much~EUR~~~web~n")]
    [InlineData("1~1767268800500~1767268800500~~~~~web~\\u017c")]
    [InlineData("1~1767268800500~1767268800500~~~~~web~a\\\"b")]
    [InlineData("2~1767268800500~1767268800500~~~~~web~n")]
    public void Parses_a_message_whose_text_is_none(string text)
    {
        var message = Parsed(Message(Event));
        byte[] with = [.. Encoding.UTF8.GetBytes($$"""{"live":"{{text}}","""), .. message.AsSpan(1)];
        Assert.Equal(Rows([message]), Rows([with]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"")]
    [InlineData("\"}")]
    [InlineData("\",")]
    [InlineData("\",}")]
    [InlineData("\" nothing more")]
    [InlineData("\"\"\"\"\"}")]
    [InlineData("\",\"source\":\"web\"}")]
    [InlineData("\",\"event_id\":}")]
    [InlineData("\",\"event_id\":\"e\"} ]")]
    public void Parses_a_message_that_ends_after_its_text(string rest) => IsParsed([Encoding.UTF8.GetBytes(Start + rest)]);

    [Fact]
    public void Parses_a_message_that_is_cut_anywhere()
    {
        var whole = Message(Event);
        Assert.True(HasText(whole));
        IsParsed([.. Enumerable.Range(LiveText.Start.Length, whole.Length - LiveText.Start.Length).Select(length => whole[..length])]);
    }

    [Fact]
    public void The_warm_up_has_messages_of_both_kinds()
    {
        // The text has no identity.
        var ofText = ClassifyEvents
            .OfLiveText()
            .Apply(SyntheticRows.Of(spark.Session, 80, TimeProvider.System))
            .Where("event.event_id = ''");
        Assert.Equal(70, ofText.Count());
    }

    const string Start = LiveText.Start + "~1767268800500~1767268800500~~~~~web~n";

    static AnalyticsEvent Event { get; } =
        new()
        {
            EventId = "e",
            Source = "web",
            Type = "track",
            Name = "purchase",
            OccurredAt = _now,
            ReceivedAt = _now,
        };

    // Each member is usual in half of the events, so that many of them have a text.
    static AnalyticsEvent Any(Random random)
    {
        T Of<T>(T usual, T[] others) => random.Next(4) > 0 ? usual : others[random.Next(others.Length)];
        return Event with
        {
            EventId = Of("e", _texts),
            Source = Of("web", _texts),
            Name = Of("purchase", _texts),
            OccurredAt = Of(_now, _times),
            ReceivedAt = Of(_now, _times),
            SentAt = Of(null, _times),
            Country = Of("PL", _texts),
            Device = Of("mobile", _texts),
            Revenue = Of(12.5m, _revenues),
            Currency = Of("EUR", _texts),
        };
    }

    // A text of a version that is not known is none.
    void IsParsed(List<byte[]> messages)
    {
        var rejected = Rows(messages);
        Assert.Equal(Rows(messages.ConvertAll(Unknown)), rejected);
        Assert.All(rejected, row => Assert.DoesNotContain("\"Code\":\"\"", row, StringComparison.OrdinalIgnoreCase));
    }

    static byte[] Unknown(byte[] message)
    {
        byte[] other = [.. message];
        other[LiveText.Start.Length - 1] = (byte)'0';
        return other;
    }

    static byte[] Message(AnalyticsEvent e) => JsonSerializer.SerializeToUtf8Bytes(e, _relaxed);

    static bool HasText(byte[] message) => message.AsSpan().StartsWith(Encoding.UTF8.GetBytes(LiveText.Start));

    static byte[] Parsed(byte[] message)
    {
        var json = JsonNode.Parse(message)!.AsObject();
        json.Remove("live");
        return Encoding.UTF8.GetBytes(json.ToJsonString(_relaxed));
    }

    List<string> Rows(List<byte[]> messages) =>
        [
            .. new LiveMetrics()
                .Apply(KafkaRows.Of(spark.Session, "t", [.. messages.Select(message => KafkaRows.Bytes(message))]))
                .Select(Expr("to_json(struct(*))"))
                .Collect()
                .Select(row => row.GetAs<string>(0))
                .Order(StringComparer.Ordinal),
        ];
}
