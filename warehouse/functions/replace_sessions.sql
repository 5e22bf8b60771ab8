-- Replaces the sessions of one UTC day, of one source or (null) of all, by the staged ones.
-- The days that it replaces are those of session_days; sources whose live sessions the lake does not hold have none on that day.
-- The sums of the day are made again, in the same transaction.
-- Writes sessions in the order of started_at, by which panels choose them: an hour is in a few pages, not in every page of the day.
-- A session that stays as it is is not written. A task that Spark repeats writes its rows again: EXCEPT takes equal rows once.
CREATE OR REPLACE FUNCTION warehouse.replace_sessions(run_id text, day date, source text) RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp AS $$
#variable_conflict use_column
BEGIN
    ANALYZE staging.sessions; -- Without their number the planner would search all of them for each session of the day.

    INSERT INTO session_days AS d (day, source, replaced_at)
    SELECT replace_sessions.day, found.source, clock_timestamp()
    FROM (
        SELECT source FROM sessions WHERE day = replace_sessions.day
        UNION
        SELECT source FROM live_sessions
        WHERE started_at >= replace_sessions.day::timestamp AT TIME ZONE 'UTC'
            AND started_at < (replace_sessions.day + 1)::timestamp AT TIME ZONE 'UTC'
        UNION
        SELECT source FROM staging.sessions WHERE run_id = replace_sessions.run_id AND day = replace_sessions.day
        UNION
        SELECT replace_sessions.source
    ) AS found
    WHERE found.source = coalesce(replace_sessions.source, found.source)
    ORDER BY 2
    ON CONFLICT ON CONSTRAINT session_days_pkey DO UPDATE SET replaced_at = excluded.replaced_at;

    DELETE FROM sessions AS t
    WHERE t.day = replace_sessions.day AND t.source = coalesce(replace_sessions.source, t.source)
        AND NOT EXISTS (
            SELECT FROM staging.sessions AS s
            WHERE s.run_id = replace_sessions.run_id AND s.day = t.day AND s.source = t.source AND s.session_id = t.session_id);

    INSERT INTO sessions (day, source, session_id, user_key, user_id, started_at, last_at, events, page_views, conversions, is_bounce,
        is_bot,
        entry_path, exit_path, referrer_domain, channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, country, region, city,
        device, os, browser, locale, app_version, revenue)
    SELECT day, source, session_id, user_key, user_id, started_at, last_at, events, page_views, conversions, is_bounce, is_bot,
        entry_path, exit_path, referrer_domain, channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, country, region, city,
        device, os, browser, locale, app_version, revenue::jsonb
    FROM staging.sessions
    WHERE run_id = replace_sessions.run_id AND day = replace_sessions.day
    EXCEPT
    SELECT day, source, session_id, user_key, user_id, started_at, last_at, events, page_views, conversions, is_bounce, is_bot,
        entry_path, exit_path, referrer_domain, channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, country, region, city,
        device, os, browser, locale, app_version, revenue
    FROM sessions
    WHERE day = replace_sessions.day
    ORDER BY started_at
    ON CONFLICT ON CONSTRAINT sessions_pkey DO UPDATE SET
        (user_key, user_id, started_at, last_at, events, page_views, conversions, is_bounce, is_bot, entry_path, exit_path, referrer_domain,
        channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, country, region, city, device, os, browser, locale,
        app_version, revenue)
        = (excluded.user_key, excluded.user_id, excluded.started_at, excluded.last_at, excluded.events, excluded.page_views,
        excluded.conversions, excluded.is_bounce, excluded.is_bot, excluded.entry_path, excluded.exit_path,
        excluded.referrer_domain, excluded.channel, excluded.utm_source, excluded.utm_medium, excluded.utm_campaign,
        excluded.utm_term, excluded.utm_content, excluded.country, excluded.region, excluded.city, excluded.device, excluded.os,
        excluded.browser, excluded.locale, excluded.app_version, excluded.revenue);

    PERFORM roll_up_sessions(replace_sessions.day, replace_sessions.source);
END $$;
