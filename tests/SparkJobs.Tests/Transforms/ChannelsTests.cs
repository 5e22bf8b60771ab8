using Analytics.Transforms;

namespace SparkJobs.Tests.Transforms;

public sealed class ChannelsTests(SparkFixture spark)
{
    // utm_source, utm_medium, referrer_domain, the page's address after the path, the channel.
    const string Golden = """
        , , , , direct
        , , , ?color=red, direct
        (direct), (none), , , direct
        , , shop.example.org, , referral
        , referral, blog.example, , referral
        partner-site, qr, , , referral
        , , google.com, , search
        , , google.co.uk, , search
        , , m.google.pl, , search
        , , com.google.android.googlequicksearchbox, , search
        , , de.search.yahoo.com, , search
        , , notgoogle.com, , referral
        , , google.com.evil.example, , referral
        , , docs.google.com, , referral
        , organic, engine.example, , search
        Google, , , , search
        , , gemini.google.com, , AI assistant
        chatgpt.com, , , , AI assistant
        chatgpt.com, referral, google.com, , AI assistant
        , , perplexity.ai, , AI assistant
        , , l.instagram.com, , social
        , , t.co, , social
        , , at.co, , referral
        , , x.com, , social
        , , mystax.com, , referral
        m.facebook.com, , , , social
        lookbook, Social, , , social
        , , , ?fbclid=abc, social
        , , facebook.com, ?fbclid=abc, social
        , , youtube.com, , video
        , , youtu.be, , video
        , , netflix.com, , video
        , , amazon.de, , shopping
        , , shopping.google.com, , shopping
        , , , ?srsltid=x, shopping
        , , mail.google.com, , mail
        , , outlook.live.com, , mail
        news, email, mail.example, , mail
        news, EMAIL, facebook.com, , mail
        google, email, , , mail
        , , , ?mc_cid=1&x=2, mail
        site, banner, , , display
        site, cpm, , , display
        , , , ?dclid=1, display
        , , taboola.com, , display
        blogger, affiliate, , , affiliate
        , , , ?irclickid=1, affiliate
        bing, cpc, bing.com, , paid search
        , , google.com, ?gclid=EAIa, paid search
        , , news.example, ?a=1&GCLID=EAIa&b=2#part, paid search
        , , , ?msclkid=1, paid search
        , , google.com, ?gclid=, search
        , , google.com, ?x=gclid=1, search
        , , google.com, ?xgclid=1, search
        , , google.com, #?gclid=1, search
        , , youtube.com, ?gclid=1, paid video
        facebook, paid_social, facebook.com, ?fbclid=1, paid social
        ig, cpc, , , paid social
        , , , ?ttclid=1, paid social
        youtube, paid, , , paid video
        google_shopping, cpc, , , paid shopping
        chatgpt.com, cpc, , , paid other
        magazine, cpc, , , paid other
        magazine, paid-placement, , , paid other
        """;

    [Fact]
    public void Names_the_channel_of_each_golden_case()
    {
        var cases = Golden.Split('\n').Select(line => line.Split(", ")).ToList();
        var rows = cases.Select(
            (arrival, number) => $"({number}, {string.Join(", ", arrival[..3].Select(Text))}, 'https://shop.example/p{arrival[3]}')"
        );
        var named = spark.Session.Sql(
            $"""
            SELECT {Channels.Sql("source", "medium", "domain", "url")}
            FROM VALUES {string.Join(", ", rows)} AS t(number, source, medium, domain, url)
            ORDER BY number
            """
        );

        Assert.Equal(
            cases.Select(arrival => string.Join(", ", arrival)),
            cases.Zip(named.Collect(), (arrival, row) => string.Join(", ", [.. arrival[..4], row.GetAs<string>(0)]))
        );
    }

    [Fact]
    public void Without_any_value_it_is_direct()
    {
        var channel = spark.Session.Sql($"SELECT {Channels.Sql("CAST(NULL AS STRING)", "NULL", "NULL", "NULL")}").Collect().Single();
        Assert.Equal(Channels.Direct, channel.GetAs<string>(0));
    }

    static string Text(string text) => text.Length == 0 ? "CAST(NULL AS STRING)" : $"'{text}'";
}
