-- Replaces the sessions of one UTC day, of one source or (null) of all, by the staged ones.
-- A task that Spark repeats writes its rows again: equal keys are one session.
CREATE OR REPLACE FUNCTION warehouse.replace_sessions(run_id text, day date, source text) RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp AS $$
#variable_conflict use_column
BEGIN
    DELETE FROM sessions AS t WHERE t.day = replace_sessions.day AND t.source = coalesce(replace_sessions.source, t.source);

    INSERT INTO sessions (day, source, session_id, user_key, user_id, started_at, last_at, events, page_views, conversions, is_bounce, is_bot,
        entry_path, exit_path, referrer_domain, channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, country, region, city,
        device, os, browser, locale, revenue)
    SELECT DISTINCT ON (day, source, session_id) day, source, session_id, user_key, user_id, started_at, last_at, events, page_views,
        conversions, is_bounce, is_bot, entry_path, exit_path, referrer_domain, channel, utm_source, utm_medium, utm_campaign, utm_term,
        utm_content, country, region, city, device, os, browser, locale, revenue::jsonb
    FROM staging.sessions
    WHERE run_id = replace_sessions.run_id AND day = replace_sessions.day;
END $$;
