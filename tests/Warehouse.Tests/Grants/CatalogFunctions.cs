namespace Warehouse.Tests.Grants;

/// <summary>The volatile functions of pg_catalog that every role may execute, and the reason why each is harmless.</summary>
static class CatalogFunctions
{
    public const string ExecutableBy = """
        SELECT DISTINCT proname FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace AND provolatile = 'v' AND has_function_privilege($1, oid, 'EXECUTE')
        ORDER BY proname
        """;

    /// <summary>The reasons by a pattern of whole names.</summary>
    public static (string Pattern, string Reason)[] Harmless { get; } =
    [
        ("timeofday|clock_timestamp|random|setseed|gen_random_uuid|current_query", "tells time, chance or the own statement"),
        ("pg_advisory_unlock.*", "releases what the session itself holds; Npgsql calls it when a connection returns to its pool"),
        ("nextval|currval|setval|lastval|pg_sequence_last_value", "wants a right on the sequence, and there is none"),
        ("(query|cursor)_to_xml.*|ts_rewrite|ts_stat", "runs a statement with the caller's own rights"),
        ("currtid2", "wants SELECT on the table"),
        ("set_config", "what SET does; settings that matter are a superuser's"),
        ("brin_(de)?summarize_.*|gin_clean_pending_list", "wants to own the index"),
        (
            "pg_(create|copy|drop)_.*replication_slot|pg_replication_slot_advance|pg_logical_slot_.*",
            "wants the attribute REPLICATION, and no role has it"
        ),
        ("pg_nextoid|pg_stop_making_pinned_objects|pg_import_system_collations", "wants a superuser, or CREATE on the schema"),
        ("pg_(read_file|rotate_logfile)_old", "calls what wants a superuser or a right that no role has"),
        ("binary_upgrade_.*|pg_extension_config_dump", "fails outside pg_upgrade and CREATE EXTENSION"),
        (".*_tableam_handler|(bt|hash|gist|gin|spg|brin)handler|bernoulli|system|dsnowball_.*", "takes an argument that SQL cannot make"),
        (
            "plpgsql_.*|amvalidate|RI_FKey_.*|.*_trigger|unique_key_recheck|tsvector_.*",
            "only a trigger or the language calls it, or it reads"
        ),
        ("pg_(database|tablespace|relation|total_relation|table|indexes)_size", "tells a size"),
        (
            "pg_stat_.*|pg_control_.*|pg_lock_status|pg_prepared_xact|pg_get_.*|pg_notification_queue_usage|pg_jit_available",
            "reads the server's state"
        ),
        ("pg_(safe_snapshot_)?blocking_pids|pg_isolation_test_session_is_blocked", "reads who waits for whom"),
        ("pg_(current|last)_.*|pg_is_.*|pg_xact_.*|txid_status", "reads positions and states of the log"),
        (".*collation_actual_version|pg_partition_(tree|ancestors)", "reads the catalog"),
    ];
}
