"""A grammar of news English that writes sentences with their trees; ../synthetic.py is the door."""
