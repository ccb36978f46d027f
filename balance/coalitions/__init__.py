"""Who: coalitions on a date, and the safe little language that names them."""
