namespace Analytics.DashboardPreview.Frames;

/// <summary>Thrown for rows that the panel's format cannot show; the panel shows the message.</summary>
sealed class PanelException(string message) : Exception(message);
