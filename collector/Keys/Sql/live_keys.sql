SELECT id, sha256, source, kind, origins, gpc, dnt, no_consent, events_per_second, burst, expires_at, currency
FROM warehouse.api_keys
WHERE disabled_at IS NULL AND revoked_at IS NULL
