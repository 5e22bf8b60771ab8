CREATE TABLE warehouse.visitor_seed (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    seed bigint  NOT NULL
);

COMMENT ON TABLE warehouse.visitor_seed IS
    'The random seed of the hashes by which the views tell visitors apart: without it nobody finds a person by an id that is known. One '
    'row, never changed.';

INSERT INTO warehouse.visitor_seed (seed) VALUES (hashtextextended(gen_random_uuid()::text, 0));

-- migrate adds up the days again whose sessions are kept; of the others the hashes are hashed once more, so that they tell nobody either.
DELETE FROM warehouse.session_spans AS t
WHERE EXISTS (SELECT FROM warehouse.sessions AS s WHERE s.day = (t.begins_at AT TIME ZONE 'UTC')::date AND s.source = t.source);

UPDATE warehouse.session_spans
SET visitors = ARRAY(SELECT hashint8extended(v, (SELECT seed FROM warehouse.visitor_seed)) FROM unnest(visitors) AS v ORDER BY 1);
