"""How far publications and editions lie apart, and what that says of one figure."""
