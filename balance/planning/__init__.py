"""What would it take, and who decides it?"""
