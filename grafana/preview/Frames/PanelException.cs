namespace Analytics.DashboardPreview.Frames;

/// <summary>Rows that the panel's format cannot show; the message is shown in the panel.</summary>
sealed class PanelException(string message) : Exception(message);
