-- The table is empty nearly always. Without statistics the planner expects a thousand rows, and views would read all staged changes.
ANALYZE warehouse.corrections;
