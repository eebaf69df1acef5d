"""The training room's views: the learner's way, the acknowledgement, the manager's team."""
