# The case library and its search.
