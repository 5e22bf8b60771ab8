-- A query that comes back after a passing failure says so; "warming" was never written.
UPDATE warehouse.query_heartbeats SET state = 'starting' WHERE state = 'warming';

ALTER TABLE warehouse.query_heartbeats
    DROP CONSTRAINT query_heartbeats_state_check,
    ADD CONSTRAINT query_heartbeats_state_check CHECK (state IN ('starting', 'running', 'catching_up', 'restarting', 'stopping'));
