-- Adds the parts of one batch to dimensions, sessions and visitors, in the caller's transaction, and returns the number of events of the
-- sessions and the range of their received_at. rows: contracts/SessionsRow.
-- Reads the JSON text once, for all of them: to read it twice costs a tenth of the merge.
-- Registers the values of dimensions that it meets for the first time and that tell_values_apart() counts apart. Further values count as
-- (other), so sums are exact. Of two merges at once both may register the last value.
-- Amounts are arrays of the session: PostgreSQL expects one row of a JSON text, and would join them by going through all for each session.
-- The counts of a session end at the greatest int: a client whose every event has one session id does not stop the query.
-- An array of an order and its values compares by the order, so min() and max() find the values of the first or last event.
-- Writes every target in the order of its key, and dimensions, sessions, visitors, then active visitors, as erase_sessions() and
-- delete_old_rows() do: so none can deadlock with another. Each target counts the one before it, since PostgreSQL runs the parts of a
-- statement in any order.
CREATE OR REPLACE FUNCTION warehouse.add_parts(rows json, OUT events bigint, OUT oldest_received_at timestamptz,
    OUT newest_received_at timestamptz)
LANGUAGE plpgsql SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
#variable_conflict use_column
BEGIN
    WITH part AS MATERIALIZED (
        SELECT *
        FROM json_to_recordset(rows) AS (minute bigint, dimension text COLLATE "C", source text COLLATE "C", value text COLLATE "C",
            currency text COLLATE "C", revenue numeric, events int, page_views int, actions int, conversions int, is_bot boolean,
            visitor text COLLATE "C", first_us bigint, last_us bigint, oldest_received_ms bigint, newest_received_ms bigint,
            user_order text COLLATE "C", user_id text COLLATE "C", entry_order text COLLATE "C", entry_path text COLLATE "C",
            exit_order text COLLATE "C", exit_path text COLLATE "C", first_order text COLLATE "C", channel text COLLATE "C",
            referrer_domain text COLLATE "C", utm_source text COLLATE "C", utm_medium text COLLATE "C", utm_campaign text COLLATE "C",
            utm_term text COLLATE "C", utm_content text COLLATE "C", country text COLLATE "C", region text COLLATE "C",
            city text COLLATE "C", device text COLLATE "C", os text COLLATE "C", browser text COLLATE "C", locale text COLLATE "C",
            app_version text COLLATE "C")),
    counted AS MATERIALIZED (
        SELECT coalesce(minute, missing_member('minute')) AS minute, coalesce(source, '') AS source, dimension,
            coalesce(value, '') AS value,
            coalesce(currency, '') AS currency, sum(coalesce(events, missing_member('events'))) AS events,
            sum(coalesce(page_views, 0)) AS page_views, sum(coalesce(revenue, 0)) AS revenue
        FROM part
        WHERE coalesce(dimension, missing_member('dimension')::text) NOT IN ('session', 'event', 'rejected')
        GROUP BY 1, 2, 3, 4, 5),
    checked AS MATERIALIZED (
        SELECT j.source COLLATE "C" AS source, j.dimension COLLATE "C" AS dimension, j.value COLLATE "C" AS value, j.seen_on,
            j.is_told_apart
        FROM (SELECT array_agg(source) AS sources, array_agg(dimension) AS dimensions, array_agg(value) AS texts FROM counted) AS met,
            tell_values_apart(met.sources, met.dimensions, met.texts) AS j),
    registered AS (
        INSERT INTO dimension_values AS t (source, dimension, value, seen_on)
        SELECT source, dimension, value, current_date
        FROM checked WHERE is_told_apart AND coalesce(seen_on < current_date, true)
        ORDER BY source, dimension, value
        ON CONFLICT (source, dimension, value) DO UPDATE SET seen_on = greatest(t.seen_on, excluded.seen_on)
        RETURNING 1),
    added AS (
        INSERT INTO dimension_counts_minute AS t (bucket, source, dimension, value, currency, events, page_views, revenue)
        SELECT to_timestamp(minute), source, dimension, told.value, currency, sum(events), sum(page_views), sum(revenue)
        FROM counted AS r JOIN checked AS j USING (source, dimension, value),
            LATERAL (SELECT CASE WHEN is_told_apart THEN j.value ELSE '(other)' END AS value) AS told
        WHERE (SELECT count(*) FROM registered) >= 0
        GROUP BY minute, source, dimension, told.value, currency
        ORDER BY minute, source, dimension, told.value, currency
        ON CONFLICT (bucket, source, dimension, value, currency) DO UPDATE SET
            events = t.events + excluded.events,
            page_views = t.page_views + excluded.page_views,
            revenue = t.revenue + excluded.revenue
        RETURNING 1),
    row AS MATERIALIZED (
        SELECT coalesce(source, '') AS source, coalesce(value, '') AS session_id, coalesce(currency, '') AS currency, revenue,
            coalesce(events, missing_member('events')) AS events, coalesce(page_views, 0) AS page_views, coalesce(actions, 0) AS actions,
            coalesce(conversions, 0) AS conversions, coalesce(is_bot, false) AS is_bot, coalesce(visitor, '') AS visitor,
            coalesce(first_us, missing_member('first_us')) AS first_us, coalesce(last_us, missing_member('last_us')) AS last_us,
            oldest_received_ms, newest_received_ms, user_order, user_id, entry_order, entry_path, exit_order, exit_path,
            coalesce(first_order, missing_member('first_order')::text) AS first_order, channel, referrer_domain, utm_source, utm_medium,
            utm_campaign, utm_term, utm_content, country, region, city, device, os, browser, locale, app_version
        FROM part
        WHERE dimension = 'session'),
    session AS (
        SELECT source, session_id, min(first_us) AS first_us, max(last_us) AS last_us, sum(events) AS events,
            sum(page_views) AS page_views, sum(actions) AS actions, sum(conversions) AS conversions, bool_or(is_bot) AS is_bot,
            min(ARRAY[first_order, channel, referrer_domain, utm_source, utm_medium, utm_campaign, utm_term, utm_content, country, region,
                city, device, os, browser, locale, app_version]) AS first,
            min(ARRAY[first_order, visitor]) FILTER (WHERE visitor <> '') AS visitor,
            max(ARRAY[user_order, user_id]) FILTER (WHERE user_order IS NOT NULL) AS last_user,
            min(ARRAY[entry_order, entry_path]) FILTER (WHERE entry_order IS NOT NULL) AS entry,
            max(ARRAY[exit_order, exit_path]) FILTER (WHERE exit_order IS NOT NULL) AS exit,
            array_agg(currency) FILTER (WHERE currency <> '' AND revenue IS NOT NULL) AS currencies,
            array_agg(revenue) FILTER (WHERE currency <> '' AND revenue IS NOT NULL) AS amounts
        FROM row
        WHERE session_id <> ''
        GROUP BY source, session_id),
    visitor AS MATERIALIZED (
        SELECT source, visitor AS user_key, to_timestamp(min(first_us) / 1000000.0::float8) AS first_at,
            to_timestamp(max(last_us) / 1000000.0::float8) AS last_at
        FROM row
        WHERE visitor <> '' AND NOT is_bot
        GROUP BY source, visitor),
    merged AS (
        INSERT INTO live_sessions AS t (source, session_id, started_at, last_at, events, page_views, actions, conversions, is_bot,
            first_order, channel, referrer_domain, utm_source, utm_medium, utm_campaign, utm_term, utm_content, country, region, city,
            device, os, browser, locale, app_version, visitor_order, user_key, user_order, user_id, entry_order, entry_path, exit_order,
            exit_path, revenue)
        SELECT source, session_id, to_timestamp(first_us / 1000000.0::float8), to_timestamp(last_us / 1000000.0::float8), events,
            page_views,
            actions, conversions, is_bot, first[1], first[2], first[3], first[4], first[5], first[6], first[7], first[8], first[9],
            first[10], first[11], first[12], first[13], first[14], first[15], first[16], visitor[1], coalesce(visitor[2], ''),
            last_user[1], last_user[2], entry[1], entry[2], exit[1], exit[2],
            CASE WHEN currencies IS NULL THEN '{}' ELSE (
                SELECT jsonb_object_agg(currency, revenue)
                FROM (
                    SELECT currency, sum(revenue) AS revenue
                    FROM unnest(currencies, amounts) AS one (currency, revenue)
                    GROUP BY currency) AS amount)
            END
        FROM session
        WHERE (SELECT count(*) FROM added) >= 0
        ORDER BY source, session_id
        ON CONFLICT (source, session_id) DO UPDATE SET
            started_at = least(t.started_at, excluded.started_at),
            last_at = greatest(t.last_at, excluded.last_at),
            events = least(t.events::bigint + excluded.events, 2147483647),
            page_views = least(t.page_views::bigint + excluded.page_views, 2147483647),
            actions = least(t.actions::bigint + excluded.actions, 2147483647),
            conversions = least(t.conversions::bigint + excluded.conversions, 2147483647),
            is_bot = t.is_bot OR excluded.is_bot,
            first_order = least(t.first_order, excluded.first_order),
            channel = CASE WHEN excluded.first_order < t.first_order THEN excluded.channel ELSE t.channel END,
            referrer_domain = CASE WHEN excluded.first_order < t.first_order THEN excluded.referrer_domain ELSE t.referrer_domain END,
            utm_source = CASE WHEN excluded.first_order < t.first_order THEN excluded.utm_source ELSE t.utm_source END,
            utm_medium = CASE WHEN excluded.first_order < t.first_order THEN excluded.utm_medium ELSE t.utm_medium END,
            utm_campaign = CASE WHEN excluded.first_order < t.first_order THEN excluded.utm_campaign ELSE t.utm_campaign END,
            utm_term = CASE WHEN excluded.first_order < t.first_order THEN excluded.utm_term ELSE t.utm_term END,
            utm_content = CASE WHEN excluded.first_order < t.first_order THEN excluded.utm_content ELSE t.utm_content END,
            country = CASE WHEN excluded.first_order < t.first_order THEN excluded.country ELSE t.country END,
            region = CASE WHEN excluded.first_order < t.first_order THEN excluded.region ELSE t.region END,
            city = CASE WHEN excluded.first_order < t.first_order THEN excluded.city ELSE t.city END,
            device = CASE WHEN excluded.first_order < t.first_order THEN excluded.device ELSE t.device END,
            os = CASE WHEN excluded.first_order < t.first_order THEN excluded.os ELSE t.os END,
            browser = CASE WHEN excluded.first_order < t.first_order THEN excluded.browser ELSE t.browser END,
            locale = CASE WHEN excluded.first_order < t.first_order THEN excluded.locale ELSE t.locale END,
            app_version = CASE WHEN excluded.first_order < t.first_order THEN excluded.app_version ELSE t.app_version END,
            visitor_order = least(t.visitor_order, excluded.visitor_order),
            user_key = CASE WHEN excluded.visitor_order < coalesce(t.visitor_order, '~') THEN excluded.user_key ELSE t.user_key END,
            user_order = greatest(t.user_order, excluded.user_order),
            user_id = CASE WHEN excluded.user_order > coalesce(t.user_order, '') THEN excluded.user_id ELSE t.user_id END,
            entry_order = least(t.entry_order, excluded.entry_order),
            entry_path = CASE WHEN excluded.entry_order < coalesce(t.entry_order, '~') THEN excluded.entry_path ELSE t.entry_path END,
            exit_order = greatest(t.exit_order, excluded.exit_order),
            exit_path = CASE WHEN excluded.exit_order > coalesce(t.exit_order, '') THEN excluded.exit_path ELSE t.exit_path END,
            revenue = CASE WHEN excluded.revenue = '{}' THEN t.revenue ELSE add_amounts(t.revenue, excluded.revenue) END
        RETURNING 1),
    first_seen AS (
        INSERT INTO live_visitors AS t (source, user_key, first_at)
        SELECT source, user_key, first_at
        FROM visitor AS v
        WHERE NOT EXISTS (
            SELECT FROM live_visitors AS known
            WHERE known.source = v.source AND known.user_key = v.user_key AND known.first_at <= v.first_at)
            AND (SELECT count(*) FROM merged) >= 0
        ORDER BY source, user_key
        ON CONFLICT (source, user_key) DO UPDATE SET first_at = excluded.first_at WHERE excluded.first_at < t.first_at
        RETURNING 1),
    active AS (
        INSERT INTO active_visitors AS t (source, user_key, last_at)
        SELECT source, user_key, last_at
        FROM visitor
        WHERE last_at >= now() - interval '30 minutes' AND (SELECT count(*) FROM first_seen) >= 0
        ORDER BY source, user_key
        ON CONFLICT (source, user_key) DO UPDATE SET last_at = excluded.last_at WHERE excluded.last_at > t.last_at)
    SELECT sum(events), to_timestamp(min(oldest_received_ms) / 1000.0::float8), to_timestamp(max(newest_received_ms) / 1000.0::float8)
    INTO add_parts.events, add_parts.oldest_received_at, add_parts.newest_received_at
    FROM row;
END $$;
