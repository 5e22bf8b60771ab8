-- Adds up a day's sessions per hour and for the whole day; roll_up_sessions() has removed the rows that were there.
-- A visitor may be new in a span in which no session began. Where the first events of visitors are gone, roll_up_sessions() has left the
-- rows of spans with new visitors: their numbers stay.
CREATE OR REPLACE FUNCTION warehouse.roll_up_spans(day date, source text) RETURNS void
LANGUAGE sql SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
    WITH spans AS MATERIALIZED (
        SELECT grain, date_trunc(grain, s.started_at, 'UTC') AS begins_at, s.source, s.user_key, s.is_bounce, s.page_views, s.events,
            s.conversions, s.started_at, date_part('epoch', s.last_at - s.started_at) AS seconds
        FROM sessions AS s CROSS JOIN unnest(ARRAY['hour', 'day']) AS grain
        WHERE s.day = roll_up_spans.day AND (roll_up_spans.source IS NULL OR s.source = roll_up_spans.source) AND NOT s.is_bot),
    sums AS (
        SELECT grain, begins_at, source, count(*) AS sessions, count(*) FILTER (WHERE is_bounce) AS bounces, sum(page_views) AS page_views,
            sum(events) AS events, count(*) FILTER (WHERE conversions > 0) AS conversions
        FROM spans GROUP BY 1, 2, 3),
    hashes AS (
        SELECT grain, begins_at, source, visitor,
            row_number() OVER (PARTITION BY grain, begins_at, source ORDER BY visitor) AS place
        FROM (
            SELECT DISTINCT grain, begins_at, source, hashtextextended(user_key,
                hashtextextended(source, (SELECT seed FROM visitor_seed))) AS visitor
            FROM spans WHERE user_key <> '') AS seen),
    visitors AS (
        SELECT grain, begins_at, source, count(*) AS visitor_count, array_agg(visitor ORDER BY visitor)
            FILTER (WHERE place <= 2048) AS visitors
        FROM hashes GROUP BY 1, 2, 3),
    durations AS (
        SELECT grain, begins_at, source, array_agg(seconds ORDER BY seconds) AS durations,
            array_agg(sessions ORDER BY seconds) AS duration_sessions
        FROM (
            SELECT grain, begins_at, source, CASE WHEN seconds < 1 THEN 0 ELSE exp(0.05 * round(20 * ln(seconds))) END AS seconds,
                count(*)::int AS sessions
            FROM spans GROUP BY 1, 2, 3, 4) AS stepped
        GROUP BY 1, 2, 3),
    arrivals AS (
        SELECT grain, begins_at, source, max(found) AS new_visitors
        FROM (
            SELECT grain, date_trunc(grain, v.first_at, 'UTC') AS begins_at, v.source, count(*) AS found
            FROM live_visitors AS v CROSS JOIN unnest(ARRAY['hour', 'day']) AS grain
            WHERE v.first_at >= roll_up_spans.day AND v.first_at < roll_up_spans.day + 1
                AND (roll_up_spans.source IS NULL OR v.source = roll_up_spans.source)
            GROUP BY 1, 2, 3
            UNION ALL
            SELECT t.grain, t.begins_at, t.source, t.new_visitors
            FROM session_spans AS t
            WHERE t.begins_at >= roll_up_spans.day AND t.begins_at < roll_up_spans.day + 1
                AND (roll_up_spans.source IS NULL OR t.source = roll_up_spans.source)) AS found_or_left
        GROUP BY 1, 2, 3)
    INSERT INTO session_spans (grain, begins_at, source, sessions, bounces, page_views, events, conversions, visitor_count, new_visitors,
        visitors, durations, duration_sessions)
    SELECT grain, begins_at, source, coalesce(sessions, 0), coalesce(bounces, 0), coalesce(page_views, 0), coalesce(events, 0),
        coalesce(conversions, 0), coalesce(visitor_count, 0), coalesce(new_visitors, 0), coalesce(visitors, '{}'),
        coalesce(durations, '{}'), coalesce(duration_sessions, '{}')
    FROM sums
    JOIN durations USING (grain, begins_at, source)
    LEFT JOIN visitors USING (grain, begins_at, source)
    FULL JOIN arrivals USING (grain, begins_at, source)
    ON CONFLICT ON CONSTRAINT session_spans_pkey DO UPDATE SET
        (sessions, bounces, page_views, events, conversions, visitor_count, new_visitors, visitors, durations, duration_sessions)
        = (excluded.sessions, excluded.bounces, excluded.page_views, excluded.events, excluded.conversions, excluded.visitor_count,
        excluded.new_visitors, excluded.visitors, excluded.durations, excluded.duration_sessions)
$$;
