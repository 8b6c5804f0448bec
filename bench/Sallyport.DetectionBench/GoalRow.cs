namespace Sallyport.DetectionBench;

/// <summary>One line of the goal table.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Anchor">The best figure known from elsewhere.</param>
/// <param name="Goal">The goal.</param>
/// <param name="Stretch">The stretch goal.</param>
/// <param name="Ours">Our figure.</param>
internal sealed record GoalRow(string Name, string Anchor, string Goal, string Stretch, string Ours);
