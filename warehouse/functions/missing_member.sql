-- Refuses a batch one of whose rows lacks a member that it must have; never returns. Written as coalesce(member, missing_member('member')),
-- it costs nothing where the member is there. VOLATILE, so that the planner does not call it.
CREATE OR REPLACE FUNCTION warehouse.missing_member(member text) RETURNS int
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RAISE EXCEPTION 'A row of the batch has no member "%"', member
        USING ERRCODE = 'AN002',
              HINT = 'The job and the warehouse are of different versions: stop the job, migrate, and start the job of the same build.';
END $$;
