UPDATE warehouse.api_keys SET disabled_at = coalesce(disabled_at, now()) WHERE id = $1 AND revoked_at IS NULL
