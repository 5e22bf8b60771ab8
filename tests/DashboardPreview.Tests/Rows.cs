using Analytics.DashboardPreview.Frames;

namespace DashboardPreview.Tests;

/// <summary>Makes frames for tests.</summary>
static class Rows
{
    public static Frame Of(params ReadOnlySpan<(string Name, FieldType Type, object?[] Values)> columns)
    {
        List<Field> fields = [];
        foreach (var (name, type, values) in columns)
            fields.Add(new Field(name, type, Field.NoLabels, values));
        return new Frame(fields, []);
    }
}
