"""What is known: the curated tables, read, checked and handed out."""
