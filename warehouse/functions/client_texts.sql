-- The tables with texts that clients write, in the order in which erase renames them, what tells values apart first: the columns with the
-- texts, the column of the time (null: none), and the length of the part of the table that one transaction changes.
CREATE OR REPLACE FUNCTION warehouse.client_texts() RETURNS TABLE (target text, texts text[], at text, part text)
LANGUAGE sql IMMUTABLE AS $$
    SELECT t.target, coalesce(t.texts, ARRAY['entry_path', 'exit_path', 'referrer_domain', 'utm_source', 'utm_medium', 'utm_campaign',
        'utm_term', 'utm_content', 'country', 'region', 'city', 'device', 'os', 'browser', 'locale', 'app_version']), t.at, t.part
    FROM (
        VALUES
            ('dimension_values', ARRAY['value'], NULL, NULL),
            ('event_names', ARRAY['name'], NULL, NULL),
            ('dimension_counts_minute', ARRAY['value'], 'bucket', 'hour'),
            ('event_counts_second', ARRAY['name'], 'bucket', 'hour'),
            ('event_counts_minute', ARRAY['name'], 'bucket', 'hour'),
            ('late_counts_minute', ARRAY['name'], 'bucket', 'day'),
            ('live_sessions', NULL, 'started_at', 'hour'),
            ('sessions', NULL, 'day', 'day'),
            ('session_values', ARRAY['value'], 'day', 'day'),
            ('session_revenue', ARRAY['value'], 'begins_at', 'day'),
            ('dimension_counts_day', ARRAY['value'], 'day', 'day'),
            ('path_steps', ARRAY['from_path', 'to_path'], 'day', 'day'),
            ('page_times', ARRAY['path'], 'day', 'day'),
            ('funnel_steps', ARRAY['value'], 'day', 'day'),
            ('reprocess_differences', ARRAY['name'], 'day', 'day')) AS t (target, texts, at, part)
$$;
