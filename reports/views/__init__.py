"""The reports room's views: figures, named lists, what is hard."""
