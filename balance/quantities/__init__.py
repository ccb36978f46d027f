"""Numbers: bounds, wording, money basis, dates, and how they are printed."""
