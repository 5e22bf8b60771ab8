using Analytics.Local.Traffic.Sites;

namespace Analytics.Local.Traffic.Visits;

/// <summary>Makes the events of visits, one step at a time.</summary>
/// <param name="run">The prefix of each messageId, so that a second run does not count as duplicates.</param>
/// <param name="brokenShare">The share of events that are broken on purpose.</param>
/// <param name="isHistorical">True for events of the past, which go to their own topic.</param>
sealed class EventMaker(string run, Chance chance, double brokenShare, bool isHistorical)
{
    static readonly Defect[] _defects = [.. Enum.GetValues<Defect>().Where(defect => defect is not Defect.None)];

    readonly EventWriter _writer = new(isHistorical);
    long _events;

    public TrafficEvent Next(Visit visit, DateTimeOffset at)
    {
        var step = visit.Next();
        var id = $"{run}-{++_events}";
        var defect = brokenShare > 0 && chance.Bool(brokenShare) ? chance.Pick(_defects) : Defect.None;
        var exact = DateTimeOffset.FromUnixTimeMilliseconds((at - visit.Delay).ToUnixTimeMilliseconds());
        var facts = new TrafficFacts(visit, step, visit.UserId, exact, step.Kind.IsPageView && visit.Previous is null);
        return new(id, _writer.Write(id, facts, defect), defect is Defect.None, facts);
    }
}
