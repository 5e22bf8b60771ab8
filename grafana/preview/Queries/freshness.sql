SELECT complete_up_to, state, heartbeat_at
FROM reporting.freshness
WHERE query = 'live-metrics'
