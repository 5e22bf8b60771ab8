using DashboardPreview.Tests.Lint;

namespace DashboardPreview.Tests.Alerting;

/// <summary>The keys of Grafana's alerting files that this repository uses; any other is an error or needs a line here.</summary>
static class AlertingKeys
{
    static readonly string[] _any = [Provisioning.AnyKey];

    public static readonly Dictionary<string, string[]> Rules = new()
    {
        [""] = ["apiVersion", "groups"],
        ["groups"] = ["orgId", "name", "folder", "interval", "rules"],
        ["groups.rules"] =
        [
            "uid",
            "title",
            "condition",
            "for",
            "noDataState",
            "execErrState",
            "dashboardUid",
            "panelId",
            "labels",
            "annotations",
            "data",
        ],
        ["groups.rules.labels"] = _any,
        ["groups.rules.annotations"] = ["summary", "description"],
        ["groups.rules.data"] = ["refId", "relativeTimeRange", "datasourceUid", "model"],
        ["groups.rules.data.relativeTimeRange"] = ["from", "to"],
        ["groups.rules.data.model"] =
        [
            "refId",
            "format",
            "rawQuery",
            "editorMode",
            "rawSql",
            "instant",
            "range",
            "expr",
            "type",
            "expression",
            "conditions",
        ],
        ["groups.rules.data.model.conditions"] = ["evaluator"],
        ["groups.rules.data.model.conditions.evaluator"] = ["type", "params"],
    };

    public static readonly Dictionary<string, string[]> ContactPoints = new()
    {
        [""] = ["apiVersion", "contactPoints"],
        ["contactPoints"] = ["orgId", "name", "receivers"],
        ["contactPoints.receivers"] = ["uid", "type", "disableResolveMessage", "settings"],
        ["contactPoints.receivers.settings"] = ["url", "httpMethod"],
    };

    static readonly string[] _route =
    [
        "receiver",
        "group_by",
        "object_matchers",
        "group_wait",
        "group_interval",
        "repeat_interval",
        "continue",
    ];

    public static readonly Dictionary<string, string[]> Policies = new()
    {
        [""] = ["apiVersion", "policies"],
        ["policies"] = [.. _route, "orgId", "routes"],
        ["policies.routes"] = _route,
    };
}
