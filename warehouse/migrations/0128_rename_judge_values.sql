-- tell_values_apart() is its new name.
DROP FUNCTION IF EXISTS warehouse.judge_values(text[], text[], text[]);
