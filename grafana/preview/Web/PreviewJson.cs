using System.Text.Json;
using System.Text.Json.Serialization;
using Analytics.DashboardPreview.Queries;

namespace Analytics.DashboardPreview.Web;

/// <summary>The JSON between server and page.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(QueryRequest))]
[JsonSerializable(typeof(QueryAnswer))]
[JsonSerializable(typeof(IReadOnlyList<DashboardEntry>))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(bool))]
sealed partial class PreviewJson : JsonSerializerContext
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
    }
}

/// <summary>An entry of the list of dashboards; the uid is null and the error set when the file cannot be read.</summary>
sealed record DashboardEntry(string File, string? Uid, string? Title, string? Error);

/// <summary>The reason why a request was refused.</summary>
sealed record Problem(string Error);
