"""The editor's pages, and the one on which a learner flags a situation."""
