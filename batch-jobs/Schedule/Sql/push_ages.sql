-- Per kind of push: the age of the last one that Grafana took, in milliseconds, and how many wait.
SELECT kind, age_ms, waiting FROM reporting.pushes
