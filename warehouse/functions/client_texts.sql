-- The tables with texts that clients write, in the order in which erase renames them, what tells values apart first: the columns with the
-- texts, the column of the time (null: none), the length of the part of the table that one transaction changes, and whether merges write
-- the table.
CREATE OR REPLACE FUNCTION warehouse.client_texts() RETURNS TABLE (target text, texts text[], at text, part text,
    is_merged boolean)
LANGUAGE sql IMMUTABLE AS $$
    SELECT t.target, coalesce(t.texts, ARRAY['entry_path', 'exit_path', 'referrer_domain', 'utm_source', 'utm_medium', 'utm_campaign',
        'utm_term', 'utm_content', 'country', 'region', 'city', 'device', 'os', 'browser', 'locale', 'app_version']), t.at, t.part,
        t.is_merged
    FROM (
        VALUES
            ('dimension_values', ARRAY['value'], NULL, NULL, true),
            ('event_names', ARRAY['name'], NULL, NULL, true),
            ('dimension_counts_minute', ARRAY['value'], 'bucket', 'hour', true),
            ('event_counts_second', ARRAY['name'], 'bucket', 'hour', true),
            ('event_counts_minute', ARRAY['name'], 'bucket', 'hour', true),
            ('late_counts_minute', ARRAY['name'], 'bucket', 'day', true),
            ('live_sessions', NULL, 'started_at', 'hour', true),
            ('sessions', NULL, 'day', 'day', false),
            ('session_values', ARRAY['value'], 'day', 'day', false),
            ('session_revenue', ARRAY['value'], 'begins_at', 'day', false),
            ('dimension_counts_day', ARRAY['value'], 'day', 'day', false),
            ('path_steps', ARRAY['from_path', 'to_path'], 'day', 'day', false),
            ('page_times', ARRAY['path'], 'day', 'day', false),
            ('funnel_steps', ARRAY['value'], 'day', 'day', false),
            ('reprocess_differences', ARRAY['name'], 'day', 'day', false)) AS t (target, texts, at, part, is_merged)
$$;
