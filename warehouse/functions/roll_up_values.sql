-- Replaces the sums of a day's sessions and of their revenue by the values of every dimension.
-- The 500 values with the most sessions of a day, source and dimension keep their names; the rest is one row, so that sums stay exact.
-- Sorts and nested loops are off: the planner takes the sessions of a day for a few, which it would sort by text on disk.
CREATE OR REPLACE FUNCTION warehouse.roll_up_values(day date, source text) RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp SET timezone = 'UTC' SET enable_nestloop = off SET enable_sort = off
SET work_mem = '128MB' AS $$
#variable_conflict use_column
BEGIN
    DELETE FROM session_values AS t
    WHERE t.dimension IN (SELECT dimension FROM session_dimensions(NULL)) AND t.day = roll_up_values.day
        AND t.source = coalesce(roll_up_values.source, t.source);
    DELETE FROM session_revenue AS t
    WHERE t.begins_at >= roll_up_values.day::timestamptz AND t.begins_at < (roll_up_values.day + 1)::timestamptz
        AND t.source = coalesce(roll_up_values.source, t.source);

    WITH by_visitor AS (
        SELECT d.dimension, s.source, d.value, hashtextextended(nullif(s.user_key, ''), 0) AS visitor, count(*) AS sessions,
            count(*) FILTER (WHERE s.is_bounce) AS bounces, sum(s.page_views)::bigint AS page_views,
            count(*) FILTER (WHERE s.conversions > 0) AS conversions, sum(date_part('epoch', s.last_at - s.started_at)) AS seconds
        FROM sessions AS s CROSS JOIN LATERAL session_dimensions(s) AS d
        WHERE s.day = roll_up_values.day AND (roll_up_values.source IS NULL OR s.source = roll_up_values.source) AND NOT s.is_bot
        GROUP BY 1, 2, 3, 4),
    counted AS (
        SELECT dimension, source, value, sum(sessions) AS sessions, sum(bounces) AS bounces, sum(page_views) AS page_views,
            sum(conversions) AS conversions, sum(seconds) AS seconds, count(visitor) AS visitors
        FROM by_visitor
        GROUP BY 1, 2, 3),
    named AS MATERIALIZED (
        SELECT *, CASE WHEN place <= 500 THEN value ELSE '(other)' END AS name
        FROM (SELECT *, row_number() OVER (PARTITION BY dimension, source ORDER BY sessions DESC, value) AS place FROM counted) AS ranked),
    added AS (
        INSERT INTO session_values (dimension, day, source, value, sessions, bounces, page_views, conversions, seconds, visitors)
        SELECT dimension, roll_up_values.day, source, name, sum(sessions), sum(bounces), sum(page_views), sum(conversions), sum(seconds),
            sum(visitors)
        FROM named
        GROUP BY 1, 3, 4
        ORDER BY 1, 3, 4), -- A panel reads one dimension of a day: a few pages, not all of the day's.
    paid AS MATERIALIZED (
        SELECT s AS session, s.source, s.started_at, p.key AS currency, p.value::numeric AS revenue
        FROM sessions AS s CROSS JOIN LATERAL jsonb_each_text(s.revenue) AS p
        WHERE s.day = roll_up_values.day AND (roll_up_values.source IS NULL OR s.source = roll_up_values.source) AND NOT s.is_bot
            AND s.revenue <> '{}'),
    paid_values AS MATERIALIZED (
        SELECT d.dimension, p.source, d.value, p.currency, count(*) AS sessions, sum(p.revenue) AS revenue
        FROM paid AS p CROSS JOIN LATERAL session_dimensions(p.session) AS d
        GROUP BY 1, 2, 3, 4)
    INSERT INTO session_revenue (dimension, grain, begins_at, source, value, currency, sessions, revenue)
    SELECT p.dimension, 'day', roll_up_values.day::timestamptz, p.source, n.name, p.currency, sum(p.sessions), sum(p.revenue)
    FROM paid_values AS p JOIN named AS n USING (dimension, source, value)
    GROUP BY 1, 4, 5, 6
    UNION ALL
    SELECT '', grain, date_trunc(grain, p.started_at, 'UTC'), p.source, '', p.currency, count(*), sum(p.revenue)
    FROM paid AS p CROSS JOIN unnest(ARRAY['hour', 'day']) AS grain
    GROUP BY 2, 3, 4, 6;
END $$;
