-- Raises an error for a batch with a row that lacks a required member; never returns. Used as
-- coalesce(member, missing_member('member')), so it costs nothing when the member exists. VOLATILE, so that the planner does not call it.
CREATE OR REPLACE FUNCTION warehouse.missing_member(member text) RETURNS int
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RAISE EXCEPTION 'A row of the batch has no member "%"', member
        USING ERRCODE = 'AN002',
              HINT = 'The job and the warehouse are of different versions: stop the job, migrate, and start the job of the same build.';
END $$;
