-- The dimensions by which sessions are added up, with the session's value of each, written as the view reporting.sessions writes it.
CREATE OR REPLACE FUNCTION warehouse.session_dimensions(s warehouse.sessions) RETURNS TABLE (dimension text, value text)
LANGUAGE sql IMMUTABLE ROWS 18 AS $$
    VALUES
        ('channel', coalesce(nullif(s.channel, ''), 'unknown')),
        ('referrer', coalesce(nullif(s.referrer_domain, ''), '(none)')),
        ('utm_source', coalesce(nullif(s.utm_source, ''), '(none)')),
        ('utm_medium', coalesce(nullif(s.utm_medium, ''), '(none)')),
        ('utm_campaign', coalesce(nullif(s.utm_campaign, ''), '(none)')),
        ('utm_term', coalesce(nullif(s.utm_term, ''), '(none)')),
        ('utm_content', coalesce(nullif(s.utm_content, ''), '(none)')),
        ('entry_page', coalesce(nullif(s.entry_path, ''), '(none)')),
        ('exit_page', coalesce(nullif(s.exit_path, ''), '(none)')),
        ('landing', coalesce(nullif(s.channel, ''), 'unknown') || chr(9) || coalesce(nullif(s.entry_path, ''), '(none)')),
        ('country', coalesce(nullif(s.country, ''), 'unknown')),
        ('region', coalesce(nullif(s.region, ''), 'unknown')),
        ('city', coalesce(nullif(s.city, ''), 'unknown')),
        ('device', coalesce(nullif(s.device, ''), 'unknown')),
        ('os', coalesce(nullif(s.os, ''), 'unknown')),
        ('browser', coalesce(nullif(s.browser, ''), 'unknown')),
        ('locale', coalesce(nullif(s.locale, ''), 'unknown')),
        ('app_version', coalesce(nullif(s.app_version, ''), '(none)'))
$$;
