ALTER TABLE warehouse.sessions ADD COLUMN app_version text;
ALTER TABLE staging.sessions ADD COLUMN app_version text;

CREATE INDEX sessions_started_at ON warehouse.sessions (started_at);
