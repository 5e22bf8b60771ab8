using Analytics.DashboardPreview.Macros;
using CsCheck;

namespace DashboardPreview.Tests.Macros;

public sealed class MacroPropertyTests
{
    static readonly string[] _pieces =
    [
        "$__time(at)",
        "$__timeEpoch(at)",
        "$__timeFilter(at)",
        "$__timeFrom()",
        "$__timeTo()",
        "$__timeGroup(at,5s)",
        "$__timeGroup(at,$__interval,0)",
        "$__timeGroupAlias(at,$__interval)",
        "$__unixEpochFilter(s)",
        "$__unixEpochFrom()",
        "$__unixEpochTo()",
        "$__unixEpochNanoFilter(ns)",
        "$__unixEpochNanoFrom()",
        "$__unixEpochNanoTo()",
        "$__unixEpochGroup(s,1m)",
        "$__unixEpochGroupAlias(s,'1h',previous)",
        "$__interval",
        "$__interval_ms",
        " ",
        ",",
        "\n",
        "(",
        ")",
        "SELECT ",
        "'text'",
        "\"name\"",
        "-- a line\n",
        "/* a block */",
        "::numeric",
        "'it''s'",
    ];

    static readonly Gen<string> _piece = Gen.Int[0, _pieces.Length - 1].Select(at => _pieces[at]);

    static readonly Gen<TimeWindow> _window =
        from start in Gen.Long[0, 4_000_000_000_000]
        from length in Gen.Long[1, 40_000_000_000]
        from points in Gen.Int[1, 2000]
        select TimeWindow.Of(
            DateTimeOffset.FromUnixTimeMilliseconds(start),
            DateTimeOffset.FromUnixTimeMilliseconds(start + length),
            points,
            TimeSpan.FromSeconds(1)
        );

    [Fact]
    public void No_macro_is_left_after_expansion() =>
        Gen.Select(_piece.Array[0, 30], _window)
            .Sample(
                (pieces, window) => !MacroExpander.Expand(string.Concat(pieces), window).Text.Contains("$__", StringComparison.Ordinal)
            );

    [Fact]
    public void SQL_without_macros_and_comments_stays_as_it_is() =>
        Gen.Select(Gen.String[Gen.Char["abc '\"$1,.)\n"], 0, 60], _window)
            .Sample((sql, window) => MacroExpander.Expand(sql, window).Text == sql);

    [Fact]
    public void Interval_text_reads_back_as_no_longer_than_what_it_was_made_of() =>
        Gen.Long[1, 40_000_000_000]
            .Sample(milliseconds =>
            {
                var interval = TimeSpan.FromMilliseconds(milliseconds);
                var text = IntervalText.Format(interval);
                return text.EndsWith('y')
                    || IntervalText.Parse(text, DateTimeOffset.UnixEpoch) is var read && read <= interval && read > interval / 2;
            });
}
