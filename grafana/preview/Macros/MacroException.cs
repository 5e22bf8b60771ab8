namespace Analytics.DashboardPreview.Macros;

/// <summary>A query whose macros or variables cannot be expanded; the message is shown in the panel.</summary>
sealed class MacroException(string message) : Exception(message);
