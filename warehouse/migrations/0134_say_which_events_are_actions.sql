COMMENT ON TABLE warehouse.live_sessions IS
    'Sessions as the stream sees them, within a second or two; duplicates of events count until reprocess writes the day to sessions. '
    'user_key is the visitor of the first event that has one, actions are events that are neither page view nor identify and that no SDK '
    'sends by itself, conversions are events that a goal names; 60 days, or until two days after the last event once reprocess has '
    'computed the days of its first and last event.';
