namespace Analytics.DashboardPreview.Macros;

/// <summary>Thrown when a query's macros or variables cannot be expanded; the panel shows the message.</summary>
sealed class MacroException(string message) : Exception(message);
