"""What would it take, and who decides it: changes needed, coalitions, power."""
